/**
 * The twelve facts about real servers that shape the client, and where each is shown:
 *
 * | #  | fact                                                   | shown by                                                                       |
 * | -- | ------------------------------------------------------ | ------------------------------------------------------------------------------ |
 * | 1  | the library has no SCRAM in a browser                  | session.test "signs in with SCRAM", scram.test; in the browser: every e2e test |
 * | 2  | the library never counts answers                       | session.test "600 requests, then a cut"                                        |
 * | 3  | a cut inside SASL makes the next sign-in fail          | session.test "60 seeded cuts in any frame, signing in included"                |
 * | 4  | Prosody pages no items                                 | here; feed.test "sixty posts", "five pages", "its first post"                  |
 * | 5  | ejabberd takes two publish-options, keeps one item     | here; feed.test "the follow list"; lacking-servers.test "keep a node private"  |
 * | 6  | stock Prosody: communities are for admins              | stock-servers.test "was not allowed in a community"                            |
 * | 7  | Prosody never again lists some subscriptions           | here                                                                           |
 * | 8  | stock rate limits                                      | stock-servers.test                                                             |
 * | 9  | one illegal character ends the stream                  | here; xml.test                                                                 |
 * | 10 | the order of an error's children                       | here; session.test "by its namespace", stanza-error.test                       |
 * | 11 | Prosody needs SQLite                                   | here                                                                           |
 * | 12 | Prosody needs Nagle off                                | here                                                                           |
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { deletePost } from '#commands/delete-post.ts'
import { followNode } from '#commands/follow-node.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { publishPost } from '#commands/publish-post.ts'
import { saveDraft } from '#commands/save-draft.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { PRIVATE_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { NS_PUBSUB } from '#protocol/xep0060-pubsub.ts'
import { xml } from '#protocol/xml.ts'
import { type FrameProxy, startFrameProxy } from '../faults/frame-proxy.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import type { RawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'

const isCaughtUp = ({ signals }: NodeEngine): Promise<void> =>
  waitFor(() => signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp))
const isSettled = ({ db }: NodeEngine): Promise<void> =>
  waitFor(async () => (await db.outbox.toArray()).length === 0, { what: 'an empty outbox' })

const field = (name: string, value: string): string => `<field var='${name}'><value>${value}</value></field>`
const form = (type: string, options: Record<string, string>): string =>
  `<x xmlns='jabber:x:data' type='submit'>${field('FORM_TYPE', `${NS_PUBSUB}#${type}`)}${Object.entries(options)
    .map(([name, value]) => field(`pubsub#${name}`, value))
    .join('')}</x>`
const pubsub = (inner: string, part = ''): string => `<pubsub xmlns='${NS_PUBSUB}${part}'>${inner}</pubsub>`
const entry = (title: string): string =>
  `<entry xmlns='http://www.w3.org/2005/Atom'><title>${title}</title><updated>2026-01-01T00:00:00Z</updated></entry>`
const publish = (node: string, id: string, title: string): string =>
  `<publish node='${node}'><item id='${id}'>${entry(title)}</item></publish>`

async function must(answer: ReturnType<RawClient['iq']>): Promise<void> {
  const result = await answer
  if (result.attrs['type'] !== 'result') throw new Error(String(result))
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('on %s', (_name, start) => {
  let server: TestServer
  let proxy: FrameProxy | undefined
  const { device, witness, register } = useEngines(() => server)
  const people = 'anna ben chloe dora ella finn gus hana ida jon'.split(' ')
  const at = (local: string) => jid(`${local}@localhost`)

  beforeAll(async () => {
    server = await start()
    await register(...people)
  })
  afterEach(() => proxy?.stop())
  afterAll(() => server?.stop())

  const configurationOf = async (owner: RawClient, node: string): Promise<Record<string, string>> => {
    const answer = await owner.iq('get', null, pubsub(`<configure node='${node}'/>`, '#owner'))
    const fields = answer.getChild('pubsub')?.getChild('configure')?.getChild('x')?.getChildren('field') ?? []
    return Object.fromEntries(fields.map(one => [String(one.attrs['var']).replace('pubsub#', ''), one.getChildText('value') ?? '']))
  }

  test('4: a service that pages and one that answers with everything are both read a page at a time, to the first post', async () => {
    const author = await witness('anna')
    await must(
      author.iq(
        'set',
        null,
        pubsub(
          `<create node='${BLOG_NODE}'/><configure>${form('node_config', { access_model: 'open', max_items: 'max', persist_items: '1' })}</configure>`,
        ),
      ),
    )
    for (let index = 0; index < 70; index += 1)
      await must(author.iq('set', null, pubsub(publish(BLOG_NODE, `n${index}`, `number ${index}`))))
    const page = pubsub(`<items node='${BLOG_NODE}'/><set xmlns='http://jabber.org/protocol/rsm'><max>20</max><before/></set>`)
    const all = (await author.iq('get', at('anna'), page)).getChild('pubsub')?.getChild('items')?.getChildren('item').length
    expect(all).toBe(server.name === 'prosody' ? 70 : 20)

    const blog = { service: at('anna'), node: BLOG_NODE }
    await must(author.iq('set', null, `<query xmlns='jabber:iq:roster'><item jid='${at('ben')}'/></query>`))
    proxy = await startFrameProxy(server.websocketUrl)
    const helpings: number[] = []
    proxy.decide = ({ direction, text }) => {
      const items = text.match(/<item[ >]/g)?.length ?? 0
      if (direction === 'down' && text.includes('<entry')) helpings.push(items)
      return 'pass'
    }
    const own = await device('anna', { url: proxy.url })
    await isCaughtUp(own)
    await own.ask('open-node', blog)
    for (let turn = 0; turn < 10; turn += 1) if ((await own.ask('older-posts', blog)).reachedEnd) break
    const titles = (await own.db.posts.toArray()).map(post => post.title)
    expect(new Set(titles).size).toBe(70)
    expect(titles).toHaveLength(70)
    expect(Math.max(...helpings)).toBeLessThanOrEqual(20)
  })

  test('5: a blog that Kith makes keeps its posts and is open; one that keeps a single item is widened before it is written to', async () => {
    const owner = await witness('ben')
    const refused = await owner.iq(
      'set',
      null,
      pubsub(`${publish('urn:x', 'a', 'a')}<publish-options>${form('publish-options', { max_items: '10' })}</publish-options>`),
    )
    expect(refused.attrs['type']).toBe(server.name === 'prosody' ? 'result' : 'error')

    const here = await device('ben')
    await isCaughtUp(here)
    for (const title of ['one', 'two', 'three'])
      await publishPost(here.db, { me: at('ben'), service: at('ben'), node: BLOG_NODE, title, text: '', now: Date.now() })
    here.nudge()
    await isSettled(here)
    expect((await owner.itemTitles(at('ben'), BLOG_NODE)).toSorted()).toEqual(['one', 'three', 'two'])
    const config = await configurationOf(owner, BLOG_NODE)
    expect(config).toMatchObject({ access_model: 'open' })
    expect(config['max_items'] === 'max' || Number(config['max_items']) >= 256).toBe(true)
    const stranger = await witness('dora')
    expect(await stranger.itemTitles(at('ben'), BLOG_NODE)).toHaveLength(3)

    const narrow = await witness('chloe')
    await must(narrow.iq('set', null, pubsub(publish(BLOG_NODE, 'old', 'old'))))
    expect((await configurationOf(narrow, BLOG_NODE))['max_items']).toBe('1')
    const chloe = await device('chloe')
    await isCaughtUp(chloe)
    await publishPost(chloe.db, { me: at('chloe'), service: at('chloe'), node: BLOG_NODE, title: 'new', text: '', now: Date.now() })
    chloe.nudge()
    await isSettled(chloe)
    expect((await narrow.itemTitles(at('chloe'), BLOG_NODE)).toSorted()).toEqual(['new', 'old'])
    // Who may read it was somebody's choice, or the server's; it is not changed behind his back.
    expect((await configurationOf(narrow, BLOG_NODE))['access_model']).toBe('presence')
  })

  test('5: nothing is written to a private list before its configuration, read back, says that it is private', async () => {
    const owner = await witness('dora')
    await must(owner.iq('set', null, pubsub(publish(PRIVATE_FOLLOW_LIST, 'x', 'left over'))))
    expect((await configurationOf(owner, PRIVATE_FOLLOW_LIST))['access_model']).toBe('presence')
    proxy = await startFrameProxy(server.websocketUrl)
    const order: string[] = []
    proxy.decide = ({ direction, text }) => {
      if (direction === 'down' && text.includes('access_model') && text.includes('whitelist') && text.includes(PRIVATE_FOLLOW_LIST))
        order.push('confirmed')
      if (direction === 'up' && text.includes('<publish ') && text.includes(PRIVATE_FOLLOW_LIST)) order.push('written')
      return 'pass'
    }
    const here = await device('dora', { url: proxy.url })
    await isCaughtUp(here)
    await followNode(here.db, { service: at('ben'), node: BLOG_NODE, kind: 'person', title: 'Ben', now: Date.now() })
    here.nudge()
    await isSettled(here)
    expect((await configurationOf(owner, PRIVATE_FOLLOW_LIST))['access_model']).toBe('whitelist')
    expect(order.indexOf('written')).toBeGreaterThan(order.indexOf('confirmed'))
    expect(order[0]).toBe('confirmed')
    expect((await here.db.nodes.get(nodeKeyOf({ service: at('ben'), node: BLOG_NODE })))?.followState).toBe('settled')
  })

  test('7: after a followed community was deleted the server may never list my subscriptions again, and nothing here waits for them', async () => {
    const service = jid(server.pubsub)
    const owner = await witness('ella')
    const make = (node: string) =>
      must(
        owner.iq(
          'set',
          service,
          pubsub(
            `<create node='${node}'/><configure>${form('node_config', { access_model: 'open', publish_model: 'open', notify_delete: '1' })}</configure>`,
          ),
        ),
      )
    await make('doomed')
    const here = await device('finn')
    await isCaughtUp(here)
    const follow = async (node: string): Promise<void> => {
      await followNode(here.db, { service, node, kind: 'community', title: node, now: Date.now() })
      here.nudge()
      await isSettled(here)
    }
    await follow('doomed')
    await must(owner.iq('set', service, pubsub("<delete node='doomed'/>", '#owner')))
    await waitFor(async () => (await here.db.nodes.get(nodeKeyOf({ service, node: 'doomed' })))?.health === 'gone', {
      what: 'the end of the community',
    })

    const raw = await witness('finn')
    raw.send(`<iq type='get' id='subscriptions' to='${service}'>${pubsub('<subscriptions/>')}</iq>`)
    const answered = await raw
      .next(stanza => stanza.attrs['id'] === 'subscriptions', 1000)
      .then(
        () => true,
        () => false,
      )
    expect(answered).toBe(server.name !== 'prosody')

    await make('next')
    await follow('next')
    await must(owner.iq('set', service, pubsub(publish('next', 'p', 'goes on'))))
    await waitFor(async () => (await here.db.posts.toArray()).some(post => post.title === 'goes on'), { what: 'the post' })
    const other = await device('finn')
    await isCaughtUp(other)
    const followed = (await other.db.nodes.where({ followed: 1 }).toArray()).map(node => node.node)
    expect(followed.toSorted()).toEqual(['doomed', 'next'])
    await waitFor(async () => (await other.db.posts.toArray()).some(post => post.title === 'goes on'), {
      what: 'the post on the other device',
    })
  })

  test('7: taking back a post of mine unsubscribes from its comments before they are deleted', async () => {
    const here = await device('gus')
    await isCaughtUp(here)
    const key = await publishPost(here.db, {
      me: at('gus'),
      service: at('gus'),
      node: BLOG_NODE,
      title: 'for a while',
      text: '',
      now: Date.now(),
    })
    here.nudge()
    await isSettled(here)
    const comments = (await here.db.posts.get(key))?.comments
    expect(comments).not.toBeNull()
    await deletePost(here.db, { postKey: key, now: Date.now() })
    await here.db.outbox.toCollection().modify({ notBefore: 0 })
    here.nudge()
    await isSettled(here)
    const raw = await witness('gus')
    const service = comments?.service ?? at('gus')
    const gone = await waitForAnswer(raw, service, `<items node='${comments?.node}'/>`)
    expect(gone.attrs['type']).toBe('error')
    expect((await raw.iq('get', service, pubsub('<subscriptions/>'))).attrs['id']).toBeDefined()
  })

  /** Asks until it is an error: what follows an empty outbox takes a moment. */
  async function waitForAnswer(client: RawClient, to: string, inner: string) {
    let answer = await client.iq('get', to, pubsub(inner))
    await waitFor(async () => {
      answer = await client.iq('get', to, pubsub(inner))
      return answer.attrs['type'] === 'error'
    })
    return answer
  }

  test('9: characters that XML cannot carry are left out of whatever is written, and the connection lasts', async () => {
    const hostile = 'a\u0000b\u000bc\u001bd\ufffee\uffff\ud800f'
    const raw = await witness('hana')
    raw.send(`<message to='${at('ida')}'><body>\u000b</body></message>`)
    await raw.closed

    const [here, there] = [await device('hana'), await device('ida')]
    await Promise.all([here, there].map(isCaughtUp))
    const me = at('hana')
    await saveDraft(here.db, { key: `chat:${at('ida')}`, title: '', text: hostile, target: null, now: Date.now() })
    const draft = await here.db.drafts.get(`chat:${at('ida')}`)
    await sendMessage(here.db, { me, conversation: at('ida'), body: draft?.text ?? '', now: Date.now() })
    const key = await publishPost(here.db, {
      me,
      service: me,
      node: BLOG_NODE,
      title: hostile,
      text: `${hostile} #${hostile}`,
      now: Date.now(),
    })
    here.nudge()
    await isSettled(here)
    await publishComment(here.db, { me, postKey: key, text: hostile, now: Date.now() })
    here.nudge()
    await isSettled(here)
    await waitFor(async () => (await there.db.messages.count()) > 0)
    expect((await there.db.messages.toArray()).map(row => row.body)).toEqual(['abcdef'])
    await there.ask('open-post', { postKey: key })
    expect(await there.db.posts.get(key)).toMatchObject({ title: expect.stringMatching(/^ab ?cdef$/), text: 'abcdef #abcdef' })
    await there.ask('open-comments', { postKey: key })
    expect((await there.db.comments.toArray()).map(comment => comment.text)).toEqual(['abcdef'])
    expect([here.session.generation, there.session.generation]).toEqual([1, 1])
    expect(here.notes.filter(note => note.event === 'connection ended')).toEqual([])
  })

  test('10: the same refusal is the same error, whichever of its conditions the server writes first', async () => {
    const raw = await witness('ida')
    await must(raw.iq('set', null, pubsub(publish('urn:x:kept', 'a', 'a'))))
    const mismatched = pubsub(
      `${publish('urn:x:kept', 'a', 'a')}<publish-options>${form('publish-options', { access_model: 'open' })}</publish-options>`,
    )
    const error = (await raw.iq('set', null, mismatched)).getChild('error')
    const first = error?.getChildElements()[0]?.getName()
    expect(first).toBe(server.name === 'prosody' ? 'conflict' : 'precondition-not-met')

    const here = await device('ida')
    const option = (name: string, value: string) => xml('field', { var: name }, xml('value', {}, value))
    const options = xml(
      'x',
      { xmlns: 'jabber:x:data', type: 'submit' },
      option('FORM_TYPE', `${NS_PUBSUB}#publish-options`),
      option('pubsub#access_model', 'open'),
    )
    const request = xml(
      'pubsub',
      { xmlns: NS_PUBSUB },
      xml('publish', { node: 'urn:x:kept' }, xml('item', { id: 'a' }, xml('a', { xmlns: 'urn:x' }))),
      xml('publish-options', {}, options),
    )
    await expect(here.session.request('set', null, request)).rejects.toMatchObject({ kind: 'conflict', condition: 'precondition-not-met' })
  })

  test('11: what these servers archive is in SQLite', async () => {
    const client = await witness('jon')
    client.send(`<message to='${at('ida')}' type='chat' id='needle'><body>needle-in-${server.name}</body></message>`)
    await waitFor(async () => (await client.archiveBodies(at('ida'))).length === 1)
    const files = readdirSync(server.dir).filter(name => name.includes('sqlite'))
    await waitFor(() => files.some(name => readFileSync(path.join(server.dir, name)).includes(`needle-in-${server.name}`)), {
      what: 'the text in the file',
    })
  })

  test('12: a page of the archive does not stall: without Nagle it takes less than the 40 ms of a delayed acknowledgement', async () => {
    const client = await witness('jon')
    for (let index = 0; index < 20; index += 1)
      client.send(`<message to='${at('ida')}' type='chat' id='p${index}'><body>${index}</body></message>`)
    const page = "<query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><max>20</max></set></query>"
    let quickest = Number.POSITIVE_INFINITY
    for (let turn = 0; turn < 20; turn += 1) {
      const askedAt = performance.now()
      await must(client.iq('set', null, page))
      quickest = Math.min(quickest, performance.now() - askedAt)
    }
    expect(quickest).toBeLessThan(35)
  })
})
