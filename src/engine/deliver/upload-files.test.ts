/** A post and its files on the way to the server, and what may come between. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { discardPost } from '#commands/discard-post.ts'
import { editPost } from '#commands/edit-post.ts'
import { beginEdit } from '#commands/begin-edit.ts'
import { keepFiles } from '#commands/keep-files.ts'
import { publishPost } from '#commands/publish-post.ts'
import { retryPost } from '#commands/retry-post.ts'
import type { PostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { NS_UPLOAD } from '#protocol/xep0363-http-upload.ts'
import { attr, type Element, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { type FakeContext, fakeContext, type FakeRequest, fakeSession } from '../../../tests/support/fake-session.ts'
import { FakePubsub } from '../../../tests/support/fake-pubsub.ts'
import { jid } from '../../../tests/support/engines.ts'
import type { FilePut, FileTools, PutOutcome } from '../file-tools.ts'
import { cancelUpload, stopUploads } from '../running-uploads.ts'
import { DELIVERERS } from './deliverers.ts'
import { createDrain, type Drain } from './drain.ts'

const me = jid('me@example.org')
const service = jid('upload.example.org')

let db: AccountDb
let context: FakeContext
let pubsub: FakePubsub
let drain: Drain
let puts: FilePut[]
let put: (request: FilePut) => Promise<PutOutcome>
let slot: (request: Element) => Element
let features: { uploadService: typeof service | null; maxUploadBytes: number | null }

beforeEach(() => {
  db = accountDb(`kith:upload-files-${Math.random()}`)
  pubsub = new FakePubsub('ejabberd', me)
  puts = []
  features = { uploadService: service, maxUploadBytes: null }
  put = async () => ({ kind: 'answered', status: 201 })
  slot = request => {
    const url = `https://up.example.org/${puts.length}/${attr(request, 'filename')}`
    return xml('slot', { xmlns: NS_UPLOAD }, xml('put', { url }), xml('get', { url }))
  }
  context = start()
})
afterEach(async () => {
  context.inbox.stop()
  await drain.stop()
  await db.delete()
})

/** An engine over what is stored, as after a start of the browser. */
function start(): FakeContext {
  const answer = (request: FakeRequest): Element | undefined => {
    if (request.payload.is('request', NS_UPLOAD)) return slot(request.payload)
    return pubsub.answer(request)
  }
  const files: FileTools = {
    put: async request => {
      puts.push(request)
      return await put(request)
    },
    decode: async () => null,
  }
  const fresh = fakeContext(db, fakeSession(me, answer, features), files)
  drain = createDrain(fresh, DELIVERERS)
  return fresh
}

async function write(...names: string[]): Promise<PostKey> {
  const files = names.map(name => ({ name, blob: new Blob([`bytes of ${name}`], { type: 'text/plain' }) }))
  await keepFiles(db, { owner: 'post:new', files })
  return await publishPost(db, { me, service: me, node: BLOG_NODE, title: '', text: 'With files', now: Date.now() })
}

const published = (): (string | undefined)[][] =>
  [...pubsub.node(BLOG_NODE).items].map(({ payload }) =>
    payload
      .getChildElements()
      .filter(link => link.attrs['rel'] === 'enclosure')
      .map(link => link.attrs['href'] as string | undefined),
  )
const sent = (): Promise<string[]> => Promise.all(puts.map(({ body }) => body.text()))
const post = (key: PostKey) => db.posts.get(key)

test('files go first, in their order, and the post names where they are; nothing of them stays on the device', async () => {
  const key = await write('a.txt', 'b.txt')
  expect((await post(key))?.enclosures.map(({ url }) => url)).toEqual([
    expect.stringMatching(/^upload:/),
    expect.stringMatching(/^upload:/),
  ])
  await drain.run()
  expect(await sent()).toEqual(['bytes of a.txt', 'bytes of b.txt'])
  const urls = ['https://up.example.org/0/a.txt', 'https://up.example.org/1/b.txt']
  expect(published()).toEqual([urls])
  expect(await post(key)).toMatchObject({ state: 'published', enclosures: urls.map(url => ({ url, bytes: 14 })) })
  expect(await db.uploads.count()).toBe(0)
})

test('a slot was given and the upload broke off: the same file is tried again, with another slot', async () => {
  put = async () => ({ kind: 'broken', sent: 5 })
  const key = await write('a.txt')
  await drain.run()
  expect(await post(key)).toMatchObject({ state: 'queued' })
  expect(pubsub.nodes.get(BLOG_NODE)?.items ?? []).toEqual([])
  put = async () => ({ kind: 'answered', status: 201 })
  await db.outbox.toCollection().modify({ notBefore: 0 })
  await drain.run()
  expect(await sent()).toEqual(['bytes of a.txt', 'bytes of a.txt'])
  expect(published()).toHaveLength(1)
})

test('the tab died after the upload and before its address was stored: that file alone goes again, and there is one post', async () => {
  await write('a.txt', 'b.txt')
  put = () => (puts.length === 2 ? new Promise(() => undefined) : Promise.resolve({ kind: 'answered', status: 201 }))
  const dying = drain
  void dying.run()
  await expect.poll(() => puts.length).toBe(2)
  put = async () => ({ kind: 'answered', status: 201 })
  context = start()
  await drain.run()
  expect(await sent()).toEqual(['bytes of a.txt', 'bytes of b.txt', 'bytes of b.txt'])
  expect(published()).toEqual([['https://up.example.org/0/a.txt', 'https://up.example.org/2/b.txt']])
})

test.each([
  ['the server takes no files', () => void (features.uploadService = null), 'no-upload-service', undefined],
  ['the server told its limit before', () => void (features.maxUploadBytes = 3), 'file-too-large', 3],
  [
    'the server refuses the size',
    () => {
      slot = () => {
        throw new KithError('too-large', 'no', { condition: 'file-too-large', limit: 7 })
      }
    },
    'file-too-large',
    7,
  ],
  [
    'the quota is reached',
    () => {
      slot = () => {
        throw new KithError('rejected', 'no', { condition: 'resource-constraint' })
      }
    },
    'upload-quota',
    undefined,
  ],
  [
    'not everybody may',
    () => {
      slot = () => {
        throw new KithError('forbidden', 'no', { condition: 'forbidden' })
      }
    },
    'upload-forbidden',
    undefined,
  ],
  ['the browser keeps the answer from us', () => void (put = async () => ({ kind: 'blocked' })), 'upload-cors', undefined],
  ['the host has no room', () => void (put = async () => ({ kind: 'answered', status: 507 })), 'upload-quota', undefined],
  [
    'the slot leads to a page without encryption',
    () => {
      slot = () =>
        xml('slot', { xmlns: NS_UPLOAD }, xml('put', { url: 'http://up.example.org/' }), xml('get', { url: 'https://x.example/' }))
    },
    'upload-unsafe',
    undefined,
  ],
])('%s: the post says so, keeps its words and files, and can be tried again or discarded', async (_name, arrange, condition, limit) => {
  arrange()
  context = start()
  const key = await write('a.txt')
  await drain.run()
  const failed = await post(key)
  expect(failed).toMatchObject({ state: 'failed', text: 'With files', failure: { condition } })
  expect(failed?.failure?.limit).toBe(limit)
  expect(await db.uploads.count()).toBe(1)
  expect(pubsub.nodes.get(BLOG_NODE)?.items ?? []).toEqual([])

  await retryPost(db, key)
  expect(await post(key)).toMatchObject({ state: 'queued', failure: null })
  await drain.run()
  expect(await post(key)).toMatchObject({ state: 'failed' })
  await discardPost(db, key)
  expect([await db.posts.count(), await db.uploads.count(), await db.outbox.count()]).toEqual([0, 0, 0])
})

const untilAborted = ({ signal }: FilePut): Promise<PutOutcome> =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve({ kind: 'broken', sent: 3 })))

test('an upload is stopped by hand in the middle, and tried again', async () => {
  put = untilAborted
  const key = await write('a.txt')
  const running = drain.run()
  await expect.poll(() => puts.length).toBe(1)
  expect(cancelUpload(context, key)).toBe(true)
  await running
  expect(await post(key)).toMatchObject({ state: 'failed', failure: { condition: 'upload-cancelled' } })
  put = async () => ({ kind: 'answered', status: 201 })
  await retryPost(db, key)
  await drain.run()
  expect(published()).toHaveLength(1)
})

test('the engine goes in the middle of an upload: it does not wait for it, and the next one goes on', async () => {
  put = untilAborted
  const key = await write('a.txt')
  const running = drain.run()
  await expect.poll(() => puts.length).toBe(1)
  const idle = drain.stop()
  stopUploads(context)
  await Promise.all([running, idle])
  expect(await post(key)).toMatchObject({ state: 'queued' })
  put = async () => ({ kind: 'answered', status: 201 })
  context = start()
  await drain.run()
  expect(published()).toHaveLength(1)
})

test('a file is taken out by an edit while it is being sent: the post goes without it', async () => {
  const key = await write('a.txt', 'b.txt')
  let answer: (outcome: PutOutcome) => void = () => undefined
  put = () => new Promise(resolve => (answer = resolve))
  const running = drain.run()
  await expect.poll(() => puts.length).toBe(1)
  await beginEdit(db, key)
  const [first] = await db.uploads.where('owner').equals(`post:${key}`).sortBy('place')
  await db.uploads.delete(first?.id ?? '')
  put = async () => ({ kind: 'answered', status: 201 })
  await editPost(db, { postKey: key, title: '', text: 'Without one', filesOf: `post:${key}`, now: Date.now() })
  answer({ kind: 'answered', status: 201 })
  await running
  await drain.run()
  expect(published()).toEqual([[expect.stringContaining('/b.txt')]])
  expect(await post(key)).toMatchObject({ state: 'published', text: 'Without one' })
  expect(await db.uploads.count()).toBe(0)
})

test('an edit of a published post keeps its files, takes some out, and gives them back when it is discarded', async () => {
  const key = await write('a.txt', 'b.txt')
  await drain.run()
  const before = await post(key)
  await beginEdit(db, key)
  const [first] = await db.uploads.where('owner').equals(`post:${key}`).sortBy('place')
  await db.uploads.delete(first?.id ?? '')
  await keepFiles(db, { owner: `post:${key}`, files: [{ name: 'c.txt', blob: new Blob(['new'], { type: 'text/plain' }) }] })
  put = async () => ({ kind: 'blocked' })
  await editPost(db, { postKey: key, title: '', text: 'Changed', filesOf: `post:${key}`, now: Date.now() })
  await drain.run()
  expect(await post(key)).toMatchObject({ state: 'failed', enclosures: [{ title: 'b.txt' }, { title: 'c.txt' }] })
  await discardPost(db, key)
  expect(await post(key)).toMatchObject({ state: 'published', text: 'With files', enclosures: before?.enclosures ?? [] })
  expect(await db.uploads.count()).toBe(0)
})
