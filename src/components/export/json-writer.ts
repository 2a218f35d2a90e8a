import type { Message } from '#model/message.ts'
import type { ExportFile, ExportLine, ExportWriter } from './export-writer.ts'

const stamp = (at: number): string => new Date(at).toISOString()

function fileOf({ file, path }: ExportFile) {
  const { url, mediaType, title, bytes, width, height, alt, sha256 } = file
  return { name: title, type: mediaType, bytes, width, height, description: alt, sha256, url, path }
}

/** What a message is to other programs. Nothing of how this device keeps it. */
function factsOf(message: Message, files: readonly ExportFile[]) {
  const { originId, archiveId, from, direction, sentAt, state, body, reply, reactions, versions, retracted, post } = message
  return {
    id: originId,
    archiveId,
    at: stamp(sentAt),
    from,
    direction,
    state,
    ...(retracted ? { deleted: true } : { text: body }),
    ...(files.length > 0 && !retracted && { files: files.map(fileOf) }),
    ...(reply && { answers: { id: reply.id, to: reply.to, quote: reply.quote } }),
    ...(reactions && { reactions: reactions.map(({ from, emojis, at }) => ({ from, emojis, at: stamp(at) })) }),
    ...(versions && !retracted && { versions: versions.map(({ body, at }) => ({ text: body, at: stamp(at) })) }),
    ...(post && { post }),
  }
}

/** JSON, one message a line, so that a long file can be looked into. */
export function jsonWriter(): ExportWriter {
  let isFirst = true
  const entry = (value: object): string => {
    const separator = isFirst ? '' : ','
    isFirst = false
    return `${separator}\n    ${JSON.stringify(value)}`
  }
  const line = (line: ExportLine): string => {
    if (line.kind === 'day') return ''
    // Said where it is, so that nobody takes what is here for all there was.
    if (line.kind === 'gap') return entry({ missing: line.where === 'before' ? 'older messages' : 'messages between' })
    return entry(factsOf(line.message, line.files))
  }
  return {
    extension: 'json',
    mediaType: 'application/json',
    begin: ({ me, jid, name, at }) => {
      const head = { format: 'kith-conversation', version: 1, account: me, with: jid, name, exportedAt: stamp(at) }
      return `${JSON.stringify(head, null, 2).replace(/\n\}$/, '')},\n  "messages": [`
    },
    line,
    end: () => `${isFirst ? '' : '\n  '}]\n}\n`,
  }
}
