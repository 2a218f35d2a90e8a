import { buildSlotRequest, parseSlot, type UploadSlot } from '#protocol/xep0363-http-upload.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import type { PostKey } from '#model/keys.ts'
import type { Enclosure, Post } from '#model/post.ts'
import { enclosureOf, type LightPicture, outgoingFile, type Upload, uploadIdOf } from '#model/upload.ts'
import type { AccountDb } from '#storage/schema.ts'
import { getUploads } from '#storage/uploads.ts'
import type { EngineContext } from '../context.ts'
import { prepareUpload } from '../prepare-upload.ts'
import { whileUploading } from '../running-uploads.ts'
import { putRefusal, slotRefusal } from './upload-refusals.ts'

const TELL_EVERY_MS = 100

/** What files hang on, and how it is found. */
interface Carrier<Thing> {
  key: string
  /** How often it was given to the network before. */
  tries: number
  read: (db: AccountDb) => Promise<Thing | undefined>
  filesOf: (thing: Thing) => readonly Enclosure[]
}

/**
 * The files of something where others can fetch them. What is uploaded is written down file by file, so that whatever happens in
 * between, no file is sent again that arrived, and nothing goes without its files.
 * @returns undefined when what they hang on is gone meanwhile
 */
export async function sendFiles<Thing>(
  context: EngineContext,
  { key, tries, read, filesOf }: Carrier<Thing>,
): Promise<{ thing: Thing; files: Enclosure[] } | undefined> {
  return await whileUploading(context, key, async signal => {
    for (;;) {
      // Read anew each time: an edit may have changed what hangs on it.
      const { thing, uploads } = await readFiles(context, read, filesOf)
      if (!thing) return undefined
      const files = filesOf(thing)
      const named = files.map(uploadIdOf)
      const missing = named.some(id => id !== undefined && !uploads.has(id))
      if (missing) throw new KithError('rejected', 'a file is not on this device any more', { condition: 'file-gone' })
      const next = named.flatMap(id => uploads.get(id ?? '') ?? []).find(({ url }) => url === null)
      if (!next) return { thing, files: files.map(file => sentOf(file, uploads)) }
      await uploadFile(context, next, tries, signal)
    }
  })
}

/** The post with its files where others can fetch them. */
export async function withFiles(context: EngineContext, key: PostKey, tries: number): Promise<Post | undefined> {
  const sent = await sendFiles(context, { key, tries, read: db => db.posts.get(key), filesOf: ({ enclosures }) => enclosures })
  return sent && { ...sent.thing, enclosures: sent.files }
}

function readFiles<Thing>({ db }: EngineContext, read: Carrier<Thing>['read'], filesOf: Carrier<Thing>['filesOf']) {
  return db.transaction('r', db.posts, db.messages, db.packs, db.uploads, async () => {
    const thing = await read(db)
    const uploads = await getUploads(db, thing ? filesOf(thing).flatMap(file => uploadIdOf(file) ?? []) : [])
    return { thing, uploads: new Map(uploads.map(upload => [upload.id, upload])) }
  })
}

function sentOf(enclosure: Enclosure, files: ReadonlyMap<string, Upload>): Enclosure {
  const upload = files.get(uploadIdOf(enclosure) ?? '')
  return upload?.url ? { ...enclosureOf(upload), url: upload.url } : enclosure
}

async function uploadFile(context: EngineContext, chosen: Upload, tries: number, signal: AbortSignal): Promise<void> {
  await prepareUpload(context, chosen.id)
  const upload = await context.db.uploads.get(chosen.id)
  const file = upload && outgoingFile(upload)
  // Taken out by an edit meanwhile.
  if (!upload || !file) return
  signal.throwIfAborted()
  const slot = await askForSlot(context, file)
  signal.throwIfAborted()
  await putFile(context, upload.id, file, slot, tries, signal)
  await context.inbox.commit(async db => void (await db.uploads.update(upload.id, { state: 'uploaded', url: slot.getUrl })))
}

async function askForSlot({ session }: EngineContext, { name, blob, mediaType }: LightPicture): Promise<UploadSlot> {
  const { uploadService, maxUploadBytes } = await session.features()
  if (!uploadService) throw new KithError('unsupported', 'the server takes no files', { condition: 'no-upload-service' })
  if (maxUploadBytes !== null && blob.size > maxUploadBytes)
    throw new KithError('too-large', `${name} is too large`, { condition: 'file-too-large', limit: maxUploadBytes })
  const request = buildSlotRequest({ name: name || 'file', bytes: blob.size, mediaType })
  const answer = await session.request('get', uploadService, request, { urgency: 'user' }).catch((error: unknown) => {
    throw slotRefusal(error, maxUploadBytes)
  })
  const slot = parseSlot(answer)
  if (!slot) throw new KithError('malformed', 'the upload service gave no safe address', { condition: 'upload-unsafe' })
  return slot
}

async function putFile(
  context: EngineContext,
  id: string,
  { blob: body, mediaType }: LightPicture,
  { putUrl: url, headers }: UploadSlot,
  tries: number,
  signal: AbortSignal,
): Promise<void> {
  const total = body.size
  let toldAt = 0
  const tell = (sent: number): void => context.signal({ kind: 'upload', id, sent, total })
  const onProgress = (sent: number): void => {
    if (sent < total && context.now() - toldAt < TELL_EVERY_MS) return
    toldAt = context.now()
    tell(Math.min(sent, total))
  }
  tell(0)
  const outcome = await context.files.put({ url, headers, body, mediaType, onProgress, signal })
  signal.throwIfAborted()
  const refusal = putRefusal(outcome, tries, context.session.state.kind === 'online')
  if (!refusal) return
  if (!isPassing(refusal.kind)) context.note('upload refused', { host: new URL(url).host, condition: refusal.condition })
  throw refusal
}
