import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'

/** A file of a message, and where it is in the archive that it was put into; null: it is not. */
export interface ExportFile {
  file: Enclosure
  path: string | null
}

/** before: older ones are not on this device · within: some between the two lines are not */
export type ExportLine =
  | { kind: 'day'; at: number }
  | { kind: 'gap'; where: 'before' | 'within' }
  | { kind: 'message'; message: Message; name: string; files: readonly ExportFile[] }

export interface ExportHead {
  me: BareJid
  jid: BareJid
  name: string
  at: number
}

/** What stands between the words that people wrote, in the language of the reader. */
export interface ExportWords {
  language: string
  direction: 'ltr' | 'rtl'
  title: (head: ExportHead) => string
  made: (head: ExportHead) => string
  day: (at: number) => string
  time: (at: number) => string
  gap: (where: 'before' | 'within') => string
  /** What a file is. */
  kind: (file: Enclosure) => string
  gone: string
  edited: string
  /** Of mine: nobody else has it. */
  unsent: string
}

/** Turns a conversation into one kind of file, piece by piece. */
export interface ExportWriter {
  extension: 'txt' | 'html' | 'json'
  mediaType: string
  begin: (head: ExportHead) => string
  line: (line: ExportLine) => string
  end: () => string
}
