import { encodeBytes } from '#shared/base64.ts'
import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { outgoingFile, uploadIdOf } from '#model/upload.ts'
import { dropUploads } from '#storage/uploads.ts'
import type { EngineContext } from '../context.ts'
import { sendFiles } from './upload-files.ts'

/** To be hashed a file has to be in memory as a whole. */
const MOST_HASHED = 64 * 1024 * 1024

/**
 * A message with its files where others can fetch them. Their addresses take their places in the transaction in which the files leave
 * this device, so that what is sent, now or after a crash, is what is stored.
 * @param tries how often the message was given to the network before
 * @returns undefined when it was taken away meanwhile: nobody has it then
 */
export async function withMessageFiles(context: EngineContext, { key }: Message, tries: number): Promise<Message | undefined> {
  const sent = await sendFiles(context, { key, tries, read: db => db.messages.get(key), filesOf: ({ files = [] }) => files })
  if (!sent) return undefined
  const { files: kept = [] } = sent.thing
  const files = await Promise.all(sent.files.map((file, index) => withHash(context, file, kept[index])))
  return await context.inbox.commit(async db => {
    const stored = await db.messages.get(key)
    if (!stored) return undefined
    const placed: Message = { ...stored, files }
    await db.messages.put(placed)
    await dropUploads(db, key)
    return placed
  })
}

/** XEP-0385 demands one, XEP-0447 recommends it. */
async function withHash({ db }: EngineContext, file: Enclosure, kept: Enclosure | undefined): Promise<Enclosure> {
  const id = kept && uploadIdOf(kept)
  const upload = id === undefined ? undefined : await db.uploads.get(id)
  const blob = upload && outgoingFile(upload)?.blob
  if (!blob || blob.size > MOST_HASHED) return file
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return { ...file, sha256: encodeBytes(new Uint8Array(digest)) }
}
