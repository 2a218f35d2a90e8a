import type { RichNode } from '#shared/rich-text.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import { type Enclosure, isBrief, type Post, type PostContent } from './post.ts'
import { tagsOf } from './tags.ts'
import { titleOfFiles } from './upload.ts'

/** Up to this length a post without a title is all title, as Movim writes it; readers that know no body still show it whole. */
const BRIEF_LENGTH = 700
const TITLE_LENGTH = 120

/** The first line of a text, cut at a word, for a post whose author gave no title. */
export function firstLine(text: string, length = TITLE_LENGTH): string {
  const line =
    text
      .split('\n')
      .find(candidate => candidate.trim() !== '')
      ?.trim() ?? ''
  const points = Array.from(line.slice(0, length * 2))
  if (points.length <= length && line.length <= length * 2) return line
  const cut = points.slice(0, length - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`
}

/** A text whose marks mean something. */
export interface Markup {
  rich: RichNode[]
  /** The text without its marks. */
  plain: string
}

/** What somebody typed. */
export interface Composed {
  /** May be empty: a short post is all text. */
  title: string
  /** Markdown where there is markup. */
  text: string
  /** Of the text; null where it says nothing but itself. */
  markup?: Markup | null
}

/** Title, text, markup and tags of what somebody typed; without a word of it, a post is called after its files. */
export function composedContent(typed: Composed, files: readonly Enclosure[] = []): Pick<Post, 'title' | 'text' | 'rich' | 'tags'> {
  const text = typed.text.trim()
  const { rich, plain } = typed.markup ?? { rich: null, plain: text }
  const title = (typed.title.trim() || (text === '' ? titleOfFiles(files) : '')).replace(/\s+/g, ' ').trim()
  const isBrief = rich === null && text.length <= BRIEF_LENGTH
  const named = title === '' ? (isBrief ? text : firstLine(plain)) : title
  const body = text === '' ? named : text
  return { title: named, text: body, rich, tags: tagsOf([], named, text === '' ? named : plain) }
}

/** The title that an author gave; '' where it was made from what they wrote. @param words where they are not all of the post */
export function givenTitle(post: Post, words: Pick<Post, 'text' | 'rich'> = post): string {
  const isMade = isBrief(post) || post.title === firstLine(words.rich ? plainTextOf(words.rich) : words.text)
  return isMade ? '' : post.title
}

export function contentOf(post: Post): PostContent {
  const { title, text, rich, html, updatedAt, edited, tags, enclosures, links, location, warning, hash } = post
  return { title, text, rich, html, updatedAt, edited, tags, enclosures, links, location, warning, hash }
}
