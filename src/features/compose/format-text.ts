import type { Change } from '#components/completion/insert-text.ts'

export type Format = 'bold' | 'italic' | 'heading' | 'quote' | 'list' | 'numbers' | 'link' | 'code'

/** A text with what is selected of it. */
export interface Selection {
  text: string
  start: number
  end: number
}

const AROUND: Partial<Record<Format, string>> = { bold: '**', italic: '*', code: '`' }
const LINE_MARKS: Partial<Record<Format, (index: number) => string>> = {
  heading: () => '## ',
  quote: () => '> ',
  list: () => '- ',
  numbers: index => `${index + 1}. `,
}
const ANY_MARK = /^(?:#{1,6} |> |[-*+] |\d+[.)] )/

/** Marks what is selected as Markdown does, or takes the mark away again. */
export function formatText(selection: Selection, format: Format): Change {
  const sign = AROUND[format]
  if (sign !== undefined) return format === 'code' && selected(selection).includes('\n') ? fence(selection) : surround(selection, sign)
  const mark = LINE_MARKS[format]
  return mark ? markLines(selection, mark) : link(selection)
}

const selected = ({ text, start, end }: Selection): string => text.slice(start, end)

function surround({ text, start, end }: Selection, sign: string): Change {
  const words = text.slice(start, end)
  const isAround = text.slice(start - sign.length, start) === sign && text.slice(end, end + sign.length) === sign
  // A single star beside another one is half of a double one.
  const isHalf = sign === '*' && text[start - 2] === '*' && text[start - 3] !== '*'
  if (isAround && !isHalf) {
    const from = start - sign.length
    return { from, to: end + sign.length, insert: words, start: from, end: from + words.length }
  }
  // At the end of marked words the same key goes on behind the mark.
  const isAtEnd = start === end && text.startsWith(sign, end) && text.slice(text.lastIndexOf('\n', end - 1) + 1, start).includes(sign)
  if (isAtEnd) return { from: end, to: end, insert: '', start: end + sign.length, end: end + sign.length }
  const [before = '', after = ''] = [/^\s*/.exec(words)?.[0], words.trim() === '' ? '' : /\s*$/.exec(words)?.[0]]
  const core = words.slice(before.length, words.length - after.length)
  const begin = start + before.length + sign.length
  return { from: start, to: end, insert: `${before}${sign}${core}${sign}${after}`, start: begin, end: begin + core.length }
}

function fence({ text, start, end }: Selection): Change {
  const insert = `${start > 0 && text[start - 1] !== '\n' ? '\n' : ''}\`\`\`\n${text.slice(start, end)}\n\`\`\`\n`
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length }
}

function markLines({ text, start, end }: Selection, mark: (index: number) => string): Change {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', end)
  const to = lineEnd < 0 ? text.length : lineEnd
  const lines = text.slice(from, to).split('\n')
  const isMarked = lines.every((line, index) => line.startsWith(mark(index)))
  const insert = lines
    .map((line, index) => (isMarked ? line.slice(mark(index).length) : mark(index) + line.replace(ANY_MARK, '')))
    .join('\n')
  const isCaret = start === end
  return { from, to, insert, start: isCaret ? from + insert.length : from, end: from + insert.length }
}

/** The words are given and the address is missing, or the other way round: what is missing is selected. */
function link({ text, start, end }: Selection): Change {
  const words = text.slice(start, end)
  const isAddress = /^[a-z][a-z0-9+.-]*:\S+$/i.test(words)
  const insert = isAddress ? `[](${words})` : `[${words}](https://)`
  const at = isAddress ? start + 1 : start + words.length + 3
  return { from: start, to: end, insert, start: at, end: isAddress ? at : at + 'https://'.length }
}
