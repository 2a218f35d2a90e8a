import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteComment } from '#commands/delete-comment.ts'
import { deletePost } from '#commands/delete-post.ts'
import { describeFile } from '#commands/describe-file.ts'
import { editPost } from '#commands/edit-post.ts'
import { followNode } from '#commands/follow-node.ts'
import { keepFiles } from '#commands/keep-files.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { publishPost } from '#commands/publish-post.ts'
import { toggleLike } from '#commands/toggle-like.ts'
import { markdownToRich } from '#components/markdown/markdown-to-rich.ts'
import type { NodeEngine } from '#engine/node.ts'
import { type NodeAddress, parsePostKey, type PostKey, postKeyOf } from '#model/keys.ts'
import { BLOG_NODE, LIKE_TITLE, type Post } from '#model/post.ts'
import type { PostExtras } from '#storage/schema.ts'
import type { Element } from '#protocol/xml.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriend } from '../support/befriend.ts'
import { jid, useEngines } from '../support/engines.ts'
import { type Libervia, type LiberviaAccount, type MicroblogItem, startLibervia } from '../support/libervia.ts'
import { jpegFrame } from '../support/pictures.ts'
import { waitFor } from '../support/wait-for.ts'

const ARTICLE = `## Rye & salt

Knead it **well**, then [read on](https://example.org/rye?a=1&b=2).

- flour
- water <cold>

\`\`\`
bake("190°C") && wait
\`\`\``

/** The same in XHTML. */
const SHOWN =
  '<div><h2>Rye &amp; salt</h2><p>Knead it <strong>well</strong>, then <a href="https://example.org/rye?a=1&amp;b=2">read on</a>.</p>' +
  '<ul><li>flour</li><li>water &lt;cold&gt;</li></ul><pre><code>bake("190°C") &amp;&amp; wait</code></pre></div>'

/** And as Kith keeps what it reads. */
const READ = [
  { tag: 'h2', attrs: {}, children: ['Rye & salt'] },
  {
    tag: 'p',
    attrs: {},
    children: [
      'Knead it ',
      { tag: 'strong', attrs: {}, children: ['well'] },
      ', then ',
      { tag: 'a', attrs: { href: 'https://example.org/rye?a=1&b=2' }, children: ['read on'] },
      '.',
    ],
  },
  { tag: 'ul', attrs: {}, children: ['flour', 'water <cold>'].map(text => ({ tag: 'li', attrs: {}, children: [text] })) },
  { tag: 'pre', attrs: {}, children: [{ tag: 'code', attrs: {}, children: ['bake("190°C") && wait'] }] },
]

const anna = jid('anna@localhost')
const lib = jid('lib@localhost')
const blogOf = (service: typeof anna): NodeAddress => ({ service, node: BLOG_NODE })

let libervia: Libervia
beforeAll(async () => {
  libervia = await startLibervia()
})
afterAll(() => libervia?.stop())

const itemOf = (key: PostKey | null | undefined): string => (key ? parsePostKey(key)?.itemId : undefined) ?? ''

async function run<Result>(engine: NodeEngine, command: (db: NodeEngine['db']) => Promise<Result>): Promise<Result> {
  const result = await command(engine.db)
  engine.nudge()
  await waitFor(async () => (await engine.db.outbox.count()) === 0, { what: 'an empty outbox', timeoutMs: 30_000 })
  return result
}

interface Writing {
  title?: string
  text: string
  extras?: Partial<PostExtras>
}

async function publish(engine: NodeEngine, place: NodeAddress, { title = '', text, extras = {} }: Writing): Promise<Post> {
  const markup = await markdownToRich(text)
  const key = await run(engine, db => publishPost(db, { me: anna, ...place, title, text, markup, extras, now: Date.now() }))
  const post = await engine.db.posts.get(key)
  if (post?.state !== 'published') throw new Error(`not published: ${JSON.stringify(post?.failure)}`)
  return post
}

const linksOf = (entry: Element | undefined, rel: string): Element['attrs'][] =>
  (entry?.getChildren('link') ?? []).map(link => link.attrs).filter(attrs => attrs['rel'] === rel)

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('Libervia and Kith on %s', (name, start) => {
  let server: TestServer
  let other: LiberviaAccount
  let community: NodeAddress
  const { device, witness, register } = useEngines(() => server)

  beforeAll(async () => {
    server = await start({ tcp: true })
    await register('anna', 'lib')
    other = await libervia.account(server, 'lib')
    community = { service: jid(server.pubsub), node: 'bakery' }
    const open = ['-f', 'access_model', 'open', '-f', 'max_items', '100', '-f', 'persist_items', 'true']
    await other.cli(['pubsub', 'node', 'create', '-n', BLOG_NODE, ...open])
    await other.cli(['pubsub', 'node', 'create', '-s', community.service, '-n', 'bakery', ...open, '-f', 'publish_model', 'open'])
  })
  afterAll(() => server?.stop())

  const shown = async (place: NodeAddress, itemId: string): Promise<MicroblogItem> => {
    const found = (await other.blog(place)).find(item => item.id === itemId)
    if (!found) throw new Error(`Libervia does not list ${itemId}`)
    return found
  }

  test('an article in a blog and in a community is all there', async () => {
    const here = await device('anna')
    for (const place of [blogOf(anna), community]) {
      const picture = new Blob([jpegFrame(400, 300)], { type: 'image/jpeg' })
      await keepFiles(here.db, { owner: 'post:new', files: [{ name: 'loaf.jpg', blob: picture }] })
      const [file] = await here.db.uploads.where('owner').equals('post:new').toArray()
      await describeFile(here.db, file?.id ?? '', { alt: 'A "loaf", still <warm>' })
      const extras = { warning: 'Gluten & crumbs', location: { lat: 48.85837, lon: 2.29448, name: 'Paris' } }
      const post = await publish(here, place, { title: 'How to bake <rye>', text: `${ARTICLE}\n\n#bread #Brot`, extras })

      const seen = await shown(place, post.itemId)
      expect(seen).toMatchObject({
        title: 'How to bake <rye>',
        content: `${ARTICLE}\n\n#bread #Brot`,
        content_xhtml: SHOWN.replace('</div>', '<p>#bread #Brot</p></div>'),
        tags: ['bread', 'brot', 'nsfw'],
        author: 'anna',
        author_jid: anna,
        comments: [{ service: post.comments?.service, node: post.comments?.node }],
      })
      expect(Math.abs(seen.published * 1000 - post.publishedAt)).toBeLessThan(1000)
      const [item] = await other.items(place, post.itemId)
      const entry = item?.getChild('entry')
      const [enclosure] = linksOf(entry, 'enclosure')
      expect(enclosure).toMatchObject({ type: 'image/jpeg', title: 'A "loaf", still <warm>', href: post.enclosures[0]?.url })
      expect((await fetch(enclosure?.['href'] ?? '')).status).toBe(200)
      expect(entry?.getChildText('summary')).toBe('Gluten & crumbs')
      const geoloc = entry?.getChild('geoloc', 'http://jabber.org/protocol/geoloc')
      expect(['lat', 'lon', 'text'].map(tag => geoloc?.getChildText(tag))).toEqual(['48.85837', '2.29448', 'Paris'])
    }
  })

  test('comments, answers, likes, edits and deletions are what the others expect', async () => {
    const here = await device('anna')
    const post = await publish(here, blogOf(anna), { title: 'Talk to me', text: 'About *this*' })
    const place = post.comments
    if (!place) throw new Error('no place for comments')
    const say = (text: string, answers: string | null = null) =>
      run(here, db => publishComment(db, { me: anna, postKey: post.key, text, answers, now: Date.now() }))
    const first = await say('One & only\nin two lines')
    const second = await say('An answer', itemOf(first))
    await run(here, db => toggleLike(db, { me: anna, postKey: post.key, now: Date.now() }))
    const like = (await here.db.posts.get(post.key))?.myLike ?? ''

    const talk = new Map((await other.blog(place)).map(item => [item.id, item]))
    expect(talk.size).toBe(3)
    // Kith tells ejabberd to vouch for publishers; Prosody does so for those who follow the node only.
    const by = { author: 'anna', author_jid: anna, author_jid_verified: name === 'ejabberd' }
    expect(talk.get(itemOf(first))).toMatchObject({ content: 'One & only\nin two lines', ...by })
    expect(talk.get(like)).toMatchObject({ content: LIKE_TITLE, ...by })
    const [answer] = await other.items(place, itemOf(second))
    const thread = answer?.getChild('entry')?.getChild('in-reply-to', 'http://purl.org/syndication/thread/1.0')
    expect(thread?.attrs['href']).toBe(`xmpp:${place.service}?;node=${place.node};item=${itemOf(first)}`)

    const text = 'About **that**'
    const markup = await markdownToRich(text)
    await run(here, db => editPost(db, { postKey: post.key, title: 'Talk to us', text, markup, now: post.publishedAt + 5000 }))
    const edited = await shown(blogOf(anna), post.itemId)
    expect(edited).toMatchObject({ title: 'Talk to us', content_xhtml: '<div><p>About <strong>that</strong></p></div>' })
    expect([edited.published, edited.updated - edited.published]).toEqual([Math.floor(post.publishedAt / 1000), 5])
    expect(edited.comments).toMatchObject([place])

    if (first) await run(here, db => deleteComment(db, { commentKey: first }))
    await run(here, db => toggleLike(db, { me: anna, postKey: post.key, now: Date.now() }))
    expect((await other.blog(place)).map(item => item.id)).toEqual([itemOf(second)])
    await run(here, db => deletePost(db, { postKey: post.key, now: Date.now() }))
    expect((await other.blog(blogOf(anna))).map(item => item.title)).not.toContain('Talk to us')
  })

  test('what the other writes is read as it was meant, live and by a device that signs in later', async () => {
    const here = await device('anna')
    await run(here, db => followNode(db, { ...blogOf(lib), kind: 'person', title: '', now: Date.now() }))
    await other.cli(['blog', 'set', '-T', 'From the other & side', '-t', 'Toast', '-t', 'Öl', '-C', '-S', 'xhtml'], SHOWN)
    const enclosed = `<entry xmlns='http://www.w3.org/2005/Atom'><title>With a picture</title><id>x</id><updated>2026-01-02T03:04:05Z</updated>
      <link rel='enclosure' href='http://localhost/a.png' type='image/png' title='Two eggs' length='7'/></entry>`
    await other.cli(['pubsub', 'set', '-n', BLOG_NODE, 'enclosed'], enclosed)
    const [theirs] = (await other.blog(blogOf(lib))).filter(item => item.title?.startsWith('From'))
    const key = postKeyOf({ ...blogOf(lib), itemId: theirs?.id ?? '' })
    const pictureKey = postKeyOf({ ...blogOf(lib), itemId: 'enclosed' })

    const mine = await publish(here, blogOf(anna), { text: 'Say something' })
    if (!mine.comments || !theirs) throw new Error('no place for comments')
    await other.cli(['blog', 'set', '-s', mine.comments.service, '-n', mine.comments.node, '-S', 'text'], 'Something & <more>')
    await other.cli(
      ['blog', 'set', '-s', theirs.comments[0]?.service ?? '', '-n', theirs.comments[0]?.node ?? '', '-S', 'xhtml'],
      '<p>My <b>own</b></p>',
    )

    const isRight = async (engine: NodeEngine): Promise<void> => {
      await waitFor(async () => (await engine.db.posts.bulkGet([key, pictureKey])).every(Boolean), { what: 'the posts' })
      const post = await engine.db.posts.get(key)
      expect(post).toMatchObject({ title: 'From the other & side', author: lib, authorVerified: true, tags: ['toast', 'öl'], inFeed: 1 })
      expect(Math.abs((post?.publishedAt ?? 0) - theirs.published * 1000)).toBeLessThan(1000)
      expect(post?.comments).toEqual({ service: theirs.comments[0]?.service, node: theirs.comments[0]?.node })
      expect(post?.rich).toEqual(READ)
      const picture = { url: 'http://localhost/a.png', mediaType: 'image/png', title: 'Two eggs', bytes: 7 }
      expect(await engine.db.posts.get(pictureKey)).toMatchObject({ title: 'With a picture', author: lib, enclosures: [picture] })
    }
    const saysRight = async (engine: NodeEngine, vouched: { mine: boolean }): Promise<void> => {
      const said = () => engine.db.comments.filter(comment => comment.author === lib).toArray()
      await waitFor(async () => (await said()).length === 2, { what: 'the comments' })
      const facts = (await said()).map(({ postKey, text, authorName, authorVerified }) => ({ postKey, text, authorName, authorVerified }))
      const expected = [
        { postKey: mine.key, text: 'Something & <more>', authorName: 'lib', authorVerified: vouched.mine },
        // ejabberd vouches for a publisher where the node is told to, and Libervia does not tell it.
        { postKey: key, text: 'My own', authorName: 'lib', authorVerified: name === 'prosody' },
      ]
      expect(facts).toEqual(expect.arrayContaining(expected))
    }
    await isRight(here)
    await here.ask('open-comments', { postKey: key })
    await saysRight(here, { mine: true })

    const later = await device('anna')
    await isRight(later)
    await waitFor(async () => (await later.db.posts.get(mine.key)) !== undefined, { what: 'my own post' })
    for (const postKey of [mine.key, key]) await later.ask('open-comments', { postKey })
    // Prosody names the publisher at an account when it tells of an item, and not when it is asked for one.
    await saysRight(later, { mine: name === 'ejabberd' })

    await other.cli(['blog', 'set', '-i', theirs.id, '-T', 'Changed', '-C', '-S', 'text'], 'New words')
    await other.cli(['pubsub', 'delete', '-f', '-n', BLOG_NODE, '-i', 'enclosed'])
    for (const { db } of [here, later]) {
      await waitFor(async () => (await db.posts.get(pictureKey)) === undefined, { what: 'the deletion' })
      await waitFor(async () => (await db.posts.get(key))?.title === 'Changed', { what: 'the edit' })
      expect(await db.posts.get(key)).toMatchObject({ text: 'New words', rich: ['New words'], edited: true, tags: [], commentCount: 1 })
    }
  })

  test('a post that is repeated names its first author and place, whoever repeats it', async () => {
    const here = await device('anna')
    await other.cli(['blog', 'set', '-T', 'Worth repeating', '-S', 'xhtml'], '<p>So <em>true</em></p>')
    const original = (await other.blog(blogOf(lib))).find(item => item.title === 'Worth repeating')
    const via = postKeyOf({ ...blogOf(lib), itemId: original?.id ?? '' })
    expect(await here.ask('open-post', { postKey: via })).toEqual({ found: true })
    const post = await publish(here, blogOf(anna), { text: '', extras: { via } })
    const uri = `xmpp:${lib}?;node=${BLOG_NODE};item=${original?.id}`
    const seen = await shown(blogOf(anna), post.itemId)
    expect(seen).toMatchObject({ title: 'Worth repeating', author: 'lib', author_jid: lib, extra: { repeated: { uri } } })
    expect(seen.extra.repeated?.by).toMatch(/^anna@localhost/)
    expect(seen.content_xhtml).toContain('<p>So <em>true</em></p>')

    const mine = await publish(here, blogOf(anna), { title: 'Mine', text: 'to be *repeated*' })
    await other.cli(['blog', 'repeat', '-s', anna, '-n', BLOG_NODE, '-i', mine.itemId])
    const { keys } = await here.ask('open-node', blogOf(lib))
    const repeated = (await here.db.posts.bulkGet(keys)).find(row => row?.title === 'Mine')
    expect(repeated).toMatchObject({ author: lib, authorVerified: true, via: { ...blogOf(anna), itemId: mine.itemId } })
  })

  test('a blog for contacts is shut to a stranger and open to a contact', async () => {
    const here = await device('anna')
    await publish(here, blogOf(anna), { title: 'Before', text: 'for *all*' })
    expect((await other.blog(blogOf(anna))).map(item => item.title)).toContain('Before')
    await here.ask('set-blog-audience', { access: 'presence', groups: [] })
    await publish(here, blogOf(anna), { title: 'After', text: 'for *few*' })
    await expect(other.blog(blogOf(anna))).rejects.toThrow(/forbidden|not-authorized|presence-subscription/)
    await befriend(await witness('anna'), await witness('lib'))
    expect((await other.blog(blogOf(anna))).map(item => item.title)).toEqual(expect.arrayContaining(['Before', 'After']))
  })
})
