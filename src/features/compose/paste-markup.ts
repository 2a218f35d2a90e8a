import { richToMarkdown } from '#components/markdown/rich-to-markdown.ts'
import { cleanHtml } from '#components/rich-text/clean-html.ts'
import { insertText } from '#components/completion/insert-text.ts'

/** Markup that would be lost in a plain text. What editors for code put beside their text is layout only. */
const WORTH_KEEPING = /<(?:strong|b|em|i|a\s[^>]*href|h[1-6]|ul|ol|blockquote|table|img)[\s>]/i

/** An address pasted over words makes them a link. */
const ADDRESS = /^https?:\/\/\S+$/i

/**
 * Formatted text becomes Markdown, an address over selected words a link; everything else is pasted as the browser does it.
 * @returns whether the paste is taken care of
 */
export function pasteMarkup(field: HTMLTextAreaElement, data: DataTransfer): boolean {
  const [html, plain] = [data.getData('text/html'), data.getData('text/plain')]
  const { selectionStart: from, selectionEnd: to, value } = field
  const words = value.slice(from, to)
  if (ADDRESS.test(plain.trim()) && words.trim() !== '' && !/[\n[\]]/.test(words)) {
    const insert = `[${words}](${plain.trim()})`
    insertText(field, { from, to, insert, start: from + insert.length, end: from + insert.length })
    return true
  }
  if (!WORTH_KEEPING.test(html)) return false
  void pasteHtml(field, html, plain)
  return true
}

async function pasteHtml(field: HTMLTextAreaElement, html: string, plain: string): Promise<void> {
  const before = field.value
  const insert = await asMarkdown(html, plain)
  // Typing went on while it was converted: then it goes where the typing is.
  const { selectionStart: from, selectionEnd } = field
  const to = field.value === before ? selectionEnd : from
  insertText(field, { from, to, insert, start: from + insert.length, end: from + insert.length })
}

async function asMarkdown(html: string, plain: string): Promise<string> {
  try {
    const nodes = await cleanHtml(html)
    return nodes ? await richToMarkdown(nodes) : plain
  } catch {
    // The converter could not be loaded, without a network for instance: the words are what matters.
    return plain
  }
}
