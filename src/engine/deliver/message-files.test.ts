/** Files of a conversation on the way to the server, and what may come between. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeFilm } from '#commands/describe-film.ts'
import { discardMessage } from '#commands/discard-message.ts'
import { keepFiles } from '#commands/keep-files.ts'
import { retractMessage } from '#commands/retract-message.ts'
import { retryMessage } from '#commands/retry-message.ts'
import { sendDraft } from '#commands/send-draft.ts'
import { undoRetractMessage } from '#commands/undo-retract-message.ts'
import type { Message } from '#model/message.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { NS_UPLOAD } from '#protocol/xep0363-http-upload.ts'
import { parseSharedFiles } from '#protocol/shared-files.ts'
import { attr, type Element, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { accountDb } from '#storage/db.ts'
import { chatDraftKey } from '#storage/drafts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { archiveResult } from '../../../tests/faults/honest-server.ts'
import { jid } from '../../../tests/support/engines.ts'
import { type FakeContext, fakeContext, type FakeRequest, fakeSession } from '../../../tests/support/fake-session.ts'
import { prepareUpload } from '../prepare-upload.ts'
import type { FilePut, PutOutcome } from '../file-tools.ts'
import { attachChat } from '../receive/on-message.ts'
import { cancelUpload, stopUploads } from '../running-uploads.ts'
import { DELIVERERS } from './deliverers.ts'
import { createDrain, type Drain } from './drain.ts'

const [me, you, service] = [jid('me@example.org'), jid('you@example.org'), jid('upload.example.org')]
const taken = async (): Promise<PutOutcome> => ({ kind: 'answered', status: 201 })

let db: AccountDb
let context: FakeContext
let drain: Drain
let puts: FilePut[]
let put: (request: FilePut) => Promise<PutOutcome>
/** What the archive has. */
let archived: string[]

beforeEach(() => {
  db = accountDb(`kith:message-files-${Math.random()}`)
  ;[puts, archived, put] = [[], [], taken]
  context = start()
})
afterEach(async () => {
  context.inbox.stop()
  await drain.stop()
  await db.delete()
})

/** An engine over what is stored, as after a start of the browser. */
function start(): FakeContext {
  const answer = async ({ payload }: FakeRequest): Promise<Element> => {
    if (payload.is('request', NS_UPLOAD)) {
      const url = `https://up.example.org/${puts.length}/${attr(payload, 'filename')}`
      return xml('slot', { xmlns: NS_UPLOAD }, xml('put', { url }), xml('get', { url }))
    }
    if (!payload.is('query', NS_MAM)) throw new KithError('not-found', 'nothing else here')
    for (const [index, message] of archived.entries()) {
      const stamp = new Date(Date.now() + index).toISOString()
      await fresh.session.deliver(archiveResult(attr(payload, 'queryid') ?? '', { id: `archive-${index}`, stamp, message }))
    }
    return xml('fin', { xmlns: NS_MAM, complete: 'true' })
  }
  const files = {
    put: async (request: FilePut) => {
      puts.push(request)
      return await put(request)
    },
    decode: async () => null,
  }
  const features = { account: new Set([NS_MAM]), uploadService: service, maxUploadBytes: null }
  const fresh: FakeContext = fakeContext(db, fakeSession(me, answer, features), files)
  attachChat(fresh)
  drain = createDrain(fresh, DELIVERERS)
  return fresh
}

async function write(body: string, ...names: string[]): Promise<void> {
  const files = names.map(name => ({ name, blob: new Blob([`bytes of ${name}`], { type: 'text/plain' }) }))
  await keepFiles(db, { owner: chatDraftKey(you), files })
  await sendDraft(db, { me, conversation: you, body, now: Date.now() })
}

const rows = (): Promise<Message[]> => db.messages.orderBy('order').toArray()
const firstKey = async (): Promise<string> => (await rows())[0]?.key ?? ''
const urls = (message: Message | undefined) => message?.files?.map(({ url }) => url)
const sent = (): Element[] => context.session.sent.filter(stanza => stanza.getChild('body'))
const bodies = () => sent().map(stanza => stanza.getChildText('body'))
const due = () => db.outbox.toCollection().modify({ notBefore: 0 })

test('words go first, then each file with its address as its text, its facts in three dialects, and nothing of it stays', async () => {
  await write('Look', 'a.txt', 'b.txt')
  expect((await rows()).map(({ body, state, files }) => [body, state, files?.[0]?.title])).toEqual([
    ['Look', 'queued', undefined],
    ['', 'queued', 'a.txt'],
    ['', 'queued', 'b.txt'],
  ])
  expect(await db.conversations.get(you)).toMatchObject({ preview: '', previewFiles: { kind: 'file', count: 1 }, previewDirection: 'out' })
  await drain.run()
  const [a, b] = ['https://up.example.org/0/a.txt', 'https://up.example.org/1/b.txt']
  expect(bodies()).toEqual(['Look', a, b])
  const [, stanza] = sent()
  expect(parseSharedFiles(stanza as Element, a)).toEqual({
    files: [
      {
        url: a,
        mediaType: 'text/plain',
        name: 'a.txt',
        description: '',
        bytes: 14,
        width: null,
        height: null,
        sha256: expect.stringMatching(/^[\w+/]{43}=$/),
      },
    ],
    body: '',
  })
  const names = (stanza as Element).getChildElements().map(child => `${child.getName()} ${child.getNS()}`)
  expect(names).toEqual(
    expect.arrayContaining([
      'file-sharing urn:xmpp:sfs:0',
      'reference urn:xmpp:reference:0',
      'x jabber:x:oob',
      'fallback urn:xmpp:fallback:0',
    ]),
  )
  expect((await rows()).map(row => [row.state, urls(row)])).toEqual([
    ['sent', undefined],
    ['sent', [a]],
    ['sent', [b]],
  ])
  expect([await db.uploads.count(), await db.outbox.count()]).toEqual([0, 0])
})

test('a file that answers has no quotation before its address, or older clients would show it as words', async () => {
  const files = [{ name: 'a.txt', blob: new Blob(['a'], { type: 'text/plain' }) }]
  await keepFiles(db, { owner: chatDraftKey(you), files })
  await sendDraft(db, { me, conversation: you, body: '', reply: { id: 'm', to: you, quote: 'Where?' }, now: Date.now() })
  await drain.run()
  expect(bodies()).toEqual(['https://up.example.org/0/a.txt'])
  expect(sent()[0]?.getChild('reply', 'urn:xmpp:reply:0')?.attrs['id']).toBe('m')
})

test('words that are written while a file is under way are sent as well', async () => {
  let answer: (outcome: PutOutcome) => void = () => undefined
  put = () => new Promise(resolve => (answer = resolve))
  await write('', 'a.txt')
  const running = drain.run()
  await expect.poll(() => puts.length).toBe(1)
  await write('and words')
  void drain.run()
  answer({ kind: 'answered', status: 201 })
  await running
  await drain.run()
  expect(new Set(bodies())).toEqual(new Set(['and words', 'https://up.example.org/0/a.txt']))
  expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'sent'])
})

test('an upload that broke off is tried again by itself, and the message goes once', async () => {
  put = async () => ({ kind: 'broken', sent: 5 })
  await write('', 'a.txt')
  await drain.run()
  expect((await rows())[0]).toMatchObject({ state: 'queued' })
  put = taken
  await due()
  await drain.run()
  expect(bodies()).toEqual(['https://up.example.org/1/a.txt'])
})

test('the tab died after the upload: nothing is uploaded twice, and the message goes once', async () => {
  await write('', 'a.txt')
  await db.uploads.toCollection().modify({ state: 'uploaded', url: 'https://up.example.org/before.txt' })
  await db.outbox.toCollection().modify({ state: 'wire', attempts: 1 })
  await drain.run()
  expect([puts.length, bodies()]).toEqual([0, ['https://up.example.org/before.txt']])
})

test('the tab died after it was sent: the archive has it, so it is not sent again', async () => {
  await write('', 'a.txt')
  await drain.run()
  const [stanza] = sent()
  await db.messages.toCollection().modify({ state: 'queued' })
  const [row] = await rows()
  const intent = { kind: 'send-message' as const, messageKey: row?.key ?? '', conversation: you, files: true as const }
  await db.outbox.add({ lane: `files:${you}`, intent, state: 'wire', attempts: 1, notBefore: 0, createdAt: 1, failure: null })
  archived = [stanza?.toString().replace('<message ', `<message from='${me}/x' `) ?? '']
  context = start()
  await drain.run()
  expect(sent()).toEqual([])
  expect(await rows()).toMatchObject([{ state: 'sent', archiveId: 'archive-0', files: [{ url: 'https://up.example.org/0/a.txt' }] }])
})

const untilAborted = ({ signal }: FilePut): Promise<PutOutcome> =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve({ kind: 'broken', sent: 3 })))

test('an upload is stopped by hand, tried again, or discarded with its file', async () => {
  put = untilAborted
  await write('', 'a.txt')
  const key = await firstKey()
  const running = drain.run()
  await expect.poll(() => puts.length).toBe(1)
  expect(cancelUpload(context, key)).toBe(true)
  await running
  expect((await rows())[0]).toMatchObject({ state: 'failed', failure: { condition: 'upload-cancelled' } })
  put = async () => ({ kind: 'blocked' })
  await retryMessage(db, key)
  await drain.run()
  expect((await rows())[0]).toMatchObject({ state: 'failed', failure: { condition: 'upload-cors' } })
  await discardMessage(db, key)
  expect([await db.messages.count(), await db.uploads.count(), await db.outbox.count()]).toEqual([0, 0, 0])
  expect(sent()).toEqual([])
})

test('taken back while its file is under way: nobody gets it; undone, it goes once', async () => {
  let answer: (outcome: PutOutcome) => void = () => undefined
  put = () => new Promise(resolve => (answer = resolve))
  await write('', 'a.txt')
  const key = await firstKey()
  const running = drain.run()
  await expect.poll(() => puts.length).toBe(1)
  const retracted = await retractMessage(db, { me, messageKey: key, now: 1, undoMs: 7000 })
  expect([await rows(), await db.uploads.count()]).toEqual([[], 0])
  answer({ kind: 'answered', status: 201 })
  await running
  expect(sent()).toEqual([])
  put = taken
  expect(retracted && (await undoRetractMessage(db, { me, ...retracted }))).toBe(true)
  await drain.run()
  expect(bodies()).toEqual(['https://up.example.org/1/a.txt'])
  expect([await db.outbox.count(), await db.uploads.count()]).toEqual([0, 0])
})

test('taken back and undone while the same upload is under way: it goes once all the same', async () => {
  let answer: (outcome: PutOutcome) => void = () => undefined
  put = () => new Promise(resolve => (answer = resolve))
  await write('', 'a.txt')
  const key = await firstKey()
  const running = drain.run()
  await expect.poll(() => puts.length).toBe(1)
  const retracted = await retractMessage(db, { me, messageKey: key, now: 1, undoMs: 7000 })
  if (retracted) await undoRetractMessage(db, { me, ...retracted })
  put = taken
  answer({ kind: 'answered', status: 201 })
  await running
  await drain.run()
  expect(bodies()).toHaveLength(1)
  expect([await db.outbox.count(), await db.uploads.count()]).toEqual([0, 0])
})

test('the engine goes in the middle of an upload, and the next one goes on', async () => {
  put = untilAborted
  await write('', 'a.txt')
  const running = drain.run()
  await expect.poll(() => puts.length).toBe(1)
  const idle = drain.stop()
  stopUploads(context)
  await Promise.all([running, idle])
  expect((await rows())[0]).toMatchObject({ state: 'queued' })
  put = taken
  context = start()
  await drain.run()
  expect(bodies()).toEqual(['https://up.example.org/1/a.txt'])
})

test('a file that is not on this device any more is said so', async () => {
  await write('', 'a.txt')
  await db.uploads.clear()
  await drain.run()
  expect((await rows())[0]).toMatchObject({ state: 'failed', failure: { condition: 'file-gone' } })
})

test('what the page found out about a film goes along, whether that was before or after the film was made ready', async () => {
  const films = ['a.mp4', 'b.mp4'].map(name => ({ name, blob: new Blob([name], { type: 'video/mp4' }) }))
  await keepFiles(db, { owner: chatDraftKey(you), files: films })
  const [first, second] = (await db.uploads.toArray()).sort((a, b) => a.place - b.place).map(({ id }) => id)
  const facts = { width: 640, height: 360, length: 2000 }
  await describeFilm(db, first as string, facts)
  await prepareUpload(context, first as string)
  await prepareUpload(context, second as string)
  await sendDraft(db, { me, conversation: you, body: '', now: Date.now() })
  await describeFilm(db, second as string, facts)
  await drain.run()
  const shared = sent().map(stanza => parseSharedFiles(stanza, '').files[0])
  expect(shared).toMatchObject([
    { name: 'a.mp4', ...facts },
    { name: 'b.mp4', ...facts },
  ])
})
