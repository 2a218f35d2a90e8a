import type { Conversation, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { zipOf } from '#shared/zip.ts'
import { archiveGapsWithin, countFrom, nextMessages, oldestMessage } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import { exportMedia } from './export-media.ts'
import type { ExportHead, ExportLine, ExportWriter } from './export-writer.ts'

interface Export {
  conversation: Conversation
  head: ExportHead
  /** What I am called in it. */
  myName: string
  writer: ExportWriter
  /** In an archive with the files themselves. */
  withMedia: boolean
  signal: AbortSignal
  onProgress: (done: number, total: number) => void
}

export interface Exported {
  blob: Blob
  extension: string
  messages: number
  /** Files that were not to be had. */
  left: number
}

/** Messages that are read and written in one go: a few ms, so that nobody waits for them. */
const PIECE = 250

/** Lets the page draw and hear what was pressed. */
const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve))

/** Everything of a conversation that is on this device, as one file. Rejects when it is not wanted any longer. */
export async function exportConversation(db: AccountDb, wanted: Export): Promise<Exported> {
  const { conversation, head, myName, writer, withMedia, signal, onProgress } = wanted
  const { jid } = conversation
  const total = await countFrom(db, jid, -Infinity)
  const media = withMedia ? exportMedia(db, head.me, signal) : null
  const lines = await linesBefore(db, conversation)
  // Strings would stay in the memory of the page until the end; bytes of a Blob need not.
  const parts: Blob[] = [new Blob([writer.begin(head)])]
  let done = 0
  for (let last = -Infinity; ;) {
    const messages = await nextMessages(db, jid, last, PIECE)
    if (messages.length === 0) break
    let text = ''
    for (const message of messages) {
      const files = media ? await media.take(message) : (message.files ?? []).map(file => ({ file, path: null }))
      const name = message.direction === 'out' ? myName : head.name
      for (const line of [...lines.before(message), { kind: 'message', message, name, files } as const]) text += writer.line(line)
      last = message.order
    }
    parts.push(new Blob([text]))
    done += messages.length
    onProgress(Math.min(done, total), total)
    await pause()
    signal.throwIfAborted()
  }
  const rest = lines.atEnd().map(line => writer.line(line))
  parts.push(new Blob([...rest, writer.end()]))
  const page = new Blob(parts, { type: writer.mediaType })
  if (!media) return { blob: page, extension: writer.extension, messages: done, left: 0 }
  const path = `messages.${writer.extension}`
  const blob = await zipOf([{ path, blob: page }, ...media.entries], new Date(head.at), signal)
  return { blob, extension: 'zip', messages: done, left: media.left }
}

interface Lines {
  /** What stands before a message, going through them in their order. */
  before: (message: Message) => ExportLine[]
  atEnd: () => ExportLine[]
}

/** The days, and the places where something is not on this device. */
async function linesBefore(db: AccountDb, { jid, historyComplete }: Conversation): Promise<Lines> {
  const gaps = (await gapsOf(db, jid)).map(({ newerOrder }) => newerOrder).toSorted((one, other) => one - other)
  let day = ''
  let isFirst = true
  return {
    before: ({ order, sentAt }) => {
      const lines: ExportLine[] = isFirst && !historyComplete ? [{ kind: 'gap', where: 'before' }] : []
      let missing = false
      while ((gaps[0] ?? Infinity) <= order) missing = gaps.shift() !== undefined
      if (missing && !isFirst) lines.push({ kind: 'gap', where: 'within' })
      isFirst = false
      const today = new Date(sentAt).toDateString()
      if (today !== day) lines.push({ kind: 'day', at: sentAt })
      day = today
      return lines
    },
    atEnd: () => (gaps.length > 0 && !isFirst ? [{ kind: 'gap', where: 'within' }] : []),
  }
}

async function gapsOf(db: AccountDb, jid: BareJid): ReturnType<typeof archiveGapsWithin> {
  const oldest = await oldestMessage(db, jid)
  return oldest ? await archiveGapsWithin(db, jid, { fromOrder: oldest.order }) : []
}
