import type { ExportLine, ExportWords, ExportWriter } from './export-writer.ts'

/** A line that somebody wrote must not look like the beginning of another message. */
const indented = (text: string): string => text.replace(/\r\n?|[\n\u2028\u2029\v\f\u0085]/g, '\n    ')
const inOneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029\v\f\u0085]+/g, ' ')

/** Plain text, one message a line. */
export function textWriter(words: ExportWords): ExportWriter {
  const line = (line: ExportLine): string => {
    if (line.kind === 'day') return `\n== ${words.day(line.at)} ==\n`
    if (line.kind === 'gap') return `\n-- ${words.gap(line.where)} --\n`
    const { message, name, files } = line
    const { body, retracted, versions, reply, reactions = [], sentAt, state } = message
    const said = [
      ...(reply?.quote ? [`> ${inOneLine(reply.quote)}`] : []),
      ...(retracted ? [words.gone] : body === '' ? [] : [indented(body)]),
      ...(retracted ? [] : files).map(({ file, path }) => `[${words.kind(file)}: ${inOneLine(file.title)} ${path ?? inOneLine(file.url)}]`),
      ...reactions.map(({ from, emojis }) => `${emojis.join(' ')} ${from}`),
    ]
    const marks = [...(versions && !retracted ? [words.edited] : []), ...(isUnsent(state) ? [words.unsent] : [])]
    const end = marks.length > 0 ? ` (${marks.join(', ')})` : ''
    return `[${words.time(sentAt)}] ${inOneLine(name)}: ${said.join('\n    ')}${end}\n`
  }
  return {
    extension: 'txt',
    mediaType: 'text/plain;charset=utf-8',
    begin: head => `${words.title(head)}\n${words.made(head)}\n`,
    line,
    end: () => '',
  }
}

export function isUnsent(state: string): boolean {
  return state === 'queued' || state === 'failed'
}
