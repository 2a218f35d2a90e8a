import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deletePost } from '#commands/delete-post.ts'
import { publishPost } from '#commands/publish-post.ts'
import { retryPost } from '#commands/retry-post.ts'
import type { NodeEngine } from '#engine/node.ts'
import { nodeKeyOf, type PostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriend } from '../support/befriend.ts'
import { jid, useEngines } from '../support/engines.ts'
import type { RawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'

async function publish(engine: NodeEngine, me: BareJid, text: string): Promise<PostKey> {
  const key = await publishPost(engine.db, { me, service: me, node: BLOG_NODE, title: '', text, now: Date.now() })
  engine.nudge()
  return key
}

async function stateOf(engine: NodeEngine, key: PostKey): Promise<string> {
  await waitFor(async () => (await engine.db.posts.get(key))?.state !== 'queued', { what: 'a post that is no longer waiting' })
  const post = await engine.db.posts.get(key)
  return post?.failure ? `${post.state}: ${post.failure.condition}` : (post?.state ?? 'gone')
}

/** What somebody can read there: titles, or why not. */
async function readable(client: RawClient, service: BareJid, node: string): Promise<string[] | string> {
  const answer = await client.iq('get', service, `<pubsub xmlns='${PUBSUB}'><items node='${node}'/></pubsub>`)
  if (answer.attrs['type'] === 'error') return 'refused'
  const items = answer.getChild('pubsub')?.getChild('items')?.getChildren('item') ?? []
  return items.map(item => item.getChild('entry')?.getChildText('title') ?? '').toSorted()
}

async function configure(client: RawClient, node: string, access: string): Promise<void> {
  const field = `<field var='pubsub#access_model'><value>${access}</value></field>`
  const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>${PUBSUB}#node_config</value></field>${field}</x>`
  const answer = await client.iq('set', null, `<pubsub xmlns='${PUBSUB}#owner'><configure node='${node}'>${form}</configure></pubsub>`)
  if (answer.attrs['type'] !== 'result') throw new Error(String(answer))
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('who can see a blog on %s', (name, start) => {
  let server: TestServer
  const { device, witness, register } = useEngines(() => server)
  const [anna, ben, chloe, dora, emil] = ['anna', 'ben', 'chloe', 'dora', 'emil'].map(who => jid(`${who}@localhost`)) as [
    BareJid,
    BareJid,
    BareJid,
    BareJid,
    BareJid,
  ]

  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben', 'chloe', 'dora', 'emil')
  })
  afterAll(() => server?.stop())

  test('a blog for contacts is for contacts, with its comments, and what is written before the first post counts', async () => {
    const [friend, stranger, owner] = [await witness('ben'), await witness('chloe'), await witness('anna')]
    await befriend(owner, friend)
    const here = await device('anna')
    const before = await here.ask('blog-audience', {})
    expect(before).toMatchObject({ access: 'open', choices: expect.arrayContaining(['open', 'presence', 'whitelist']) })
    expect(await here.ask('set-blog-audience', { access: 'presence', groups: [] })).toMatchObject({ access: 'presence' })
    const key = await publish(here, anna, 'for friends')
    expect(await stateOf(here, key)).toBe('published')
    await waitFor(async () => (await readable(friend, anna, BLOG_NODE)).includes('for friends'), { what: 'the post at a contact' })
    expect(await readable(stranger, anna, BLOG_NODE)).toBe('refused')

    const comments = (await here.db.posts.get(key))?.comments
    expect(comments?.service).toBe(anna)
    if (comments) {
      expect(await readable(stranger, anna, comments.node)).toBe('refused')
      const entry = `<entry xmlns='http://www.w3.org/2005/Atom'><title>nice</title></entry>`
      const item = `<pubsub xmlns='${PUBSUB}'><publish node='${comments.node}'><item id='c'>${entry}</item></publish></pubsub>`
      expect((await friend.iq('set', anna, item)).attrs['type']).toBe('result')
      // Prosody lets whoever knows the name of the place write there, and read nothing.
    }
  })

  test('a public blog that is closed takes its posts and their comments along, and can be opened again', async () => {
    const stranger = await witness('chloe')
    const here = await device('dora')
    const key = await publish(here, dora, 'for all')
    expect(await stateOf(here, key)).toBe('published')
    expect(await readable(stranger, dora, BLOG_NODE)).toEqual(['for all'])
    await here.ask('set-blog-audience', { access: 'whitelist', groups: [] })
    expect(await readable(stranger, dora, BLOG_NODE)).toBe('refused')
    const comments = (await here.db.posts.get(key))?.comments
    if (comments?.service === dora) expect(await readable(stranger, dora, comments.node)).toBe('refused')
    await here.ask('set-blog-audience', { access: 'open', groups: [] })
    expect(await readable(stranger, dora, BLOG_NODE)).toEqual(['for all'])
  })

  test('a post written for few is not published where another device has let in more, until its author tries again', async () => {
    const [stranger, other] = [await witness('chloe'), await witness('emil')]
    const here = await device('emil')
    await here.ask('set-blog-audience', { access: 'whitelist', groups: [] })
    await configure(other, BLOG_NODE, 'open')
    const key = await publish(here, emil, 'a secret')
    expect(await stateOf(here, key)).toBe('failed: audience-wider')
    expect(await readable(stranger, emil, BLOG_NODE)).toEqual([])
    expect(await here.db.nodes.get(nodeKeyOf({ service: emil, node: BLOG_NODE }))).toMatchObject({ accessModel: 'open' })

    await retryPost(here.db, key)
    here.nudge()
    expect(await stateOf(here, key)).toBe('published')
    expect(await readable(stranger, emil, BLOG_NODE)).toEqual(['a secret'])
    await deletePost(here.db, { postKey: key, now: Date.now() })
  })

  if (name === 'ejabberd')
    test('groups of contacts can be let in, and no others', async () => {
      const [friend, other, owner] = [await witness('ben'), await witness('dora'), await witness('chloe')]
      await befriend(owner, friend)
      await befriend(owner, other)
      const put = (who: BareJid, group: string) =>
        owner.iq('set', null, `<query xmlns='jabber:iq:roster'><item jid='${who}'><group>${group}</group></item></query>`)
      await put(ben, 'family')
      await put(dora, 'work')
      const here = await device('chloe')
      // Before there is a blog as well.
      expect((await here.ask('blog-audience', {})).choices).toContain('roster')
      expect(await here.ask('set-blog-audience', { access: 'roster', groups: ['family'] })).toMatchObject({
        access: 'roster',
        groups: ['family'],
      })
      expect(await stateOf(here, await publish(here, chloe, 'for the family'))).toBe('published')
      expect(await readable(friend, chloe, BLOG_NODE)).toEqual(['for the family'])
      expect(await readable(other, chloe, BLOG_NODE)).toBe('refused')
    })
})
