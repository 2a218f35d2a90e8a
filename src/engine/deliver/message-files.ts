import type { Message } from '#model/message.ts'
import { dropUploads } from '#storage/uploads.ts'
import type { EngineContext } from '../context.ts'
import { sendFiles } from './upload-files.ts'
import { withHash } from './with-hash.ts'

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
