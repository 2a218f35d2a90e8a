import { plainTextOf } from '#shared/rich-plain.ts'
import type { RichNode } from '#shared/rich-text.ts'
import type { Post, PostForm } from './post.ts'

/** A longer original is only begun in a quotation: the link leads to the rest. */
const LONGEST_QUOTE = 1000

type Words = Pick<Post, 'text' | 'rich'>

const isBlank = (node: RichNode): boolean => typeof node === 'string' && node.trim() === ''

/** What stands behind a quotation; null where nothing does. */
function richBehind(rich: readonly RichNode[]): RichNode[] | null {
  const nodes = rich.filter(node => !isBlank(node))
  const [first, ...rest] = nodes
  // Some wrap everything into one division.
  if (nodes.length === 1 && first && typeof first !== 'string' && first.tag === 'div') return richBehind(first.children)
  if (!first || typeof first === 'string' || first.tag !== 'blockquote' || rest.length === 0) return null
  return plainTextOf(rest).trim() === '' ? null : rest
}

function textBehind(text: string): string {
  const lines = text.trimStart().split('\n')
  if (!lines[0]?.startsWith('>')) return ''
  const end = lines.findIndex(line => !line.startsWith('>'))
  return end < 0 ? '' : lines.slice(end).join('\n').trim()
}

/**
 * What somebody says to a post that they repeat: it follows the quotation (XEP-0277 §3.7). Null for a post that is repeated without a
 * word, and for one that repeats nothing.
 */
export function ownWords({ via, text, rich }: Pick<Post, 'via'> & Words): Words | null {
  if (via === null) return null
  if (rich === null) {
    const words = textBehind(text)
    return words === '' ? null : { text: words, rich: null }
  }
  const words = richBehind(rich)
  return words && { text: textBehind(text) || plainTextOf(words).trim(), rich: words }
}

/** What is quoted in front of own words, as plain text: the copy that is left where the original cannot be had. */
export function quotationIn({ text, rich }: Words): string {
  const nodes = rich?.filter(node => !isBlank(node)) ?? []
  const [first] = nodes
  if (first && typeof first !== 'string') {
    if (first.tag === 'div' && nodes.length === 1) return quotationIn({ text, rich: first.children })
    if (first.tag === 'blockquote') return plainTextOf(first.children).trim()
  }
  const lines = text.split('\n')
  const end = lines.findIndex(line => !line.startsWith('>'))
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .map(line => line.replace(/^> ?/, ''))
    .join('\n')
    .trim()
}

/** A post that says nothing but another one again. */
export function isOnlyRepeated(post: Pick<Post, 'via'> & Words): boolean {
  return post.via !== null && ownWords(post) === null
}

/** What a post is among others. */
export function formOf(post: Pick<Post, 'via' | 'inReplyTo'> & Words): PostForm {
  if (isOnlyRepeated(post)) return 'repost'
  return post.inReplyTo ? 'reply' : 'post'
}

function beginningOf({ text, title }: Pick<Post, 'text' | 'title'>): string {
  const words = (text || title).trim()
  if (words.length <= LONGEST_QUOTE) return words
  const cut = Array.from(words.slice(0, LONGEST_QUOTE)).slice(0, -1).join('')
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_QUOTE / 2))}…`
}

/** Own words behind the quotation of the post that they are about. */
export function quoted(original: Pick<Post, 'title' | 'text' | 'rich'>, words: { text: string; rich: RichNode[] | null }): Words {
  const plain = beginningOf({ title: original.title, text: original.rich ? plainTextOf(original.rich) : original.text })
  const quotation: RichNode = { tag: 'blockquote', attrs: {}, children: paragraphs(plain) }
  const marked = plain
    .split('\n')
    .map(line => `> ${line}`.trimEnd())
    .join('\n')
  return { text: `${marked}\n\n${words.text}`, rich: [quotation, ...(words.rich ?? paragraphs(words.text))] }
}

function paragraphs(text: string): RichNode[] {
  return text
    .split(/\n{2,}/)
    .filter(paragraph => paragraph.trim() !== '')
    .map(paragraph => ({ tag: 'p', attrs: {}, children: linesOf(paragraph) }))
}

function linesOf(paragraph: string): RichNode[] {
  return paragraph.split('\n').flatMap((line, index): RichNode[] => (index === 0 ? [line] : [{ tag: 'br', attrs: {}, children: [] }, line]))
}
