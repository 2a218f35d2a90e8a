import type { Post, PostContent } from './post.ts'
import { tagsOf } from './tags.ts'

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

/** Title, text and tags of what somebody typed. */
export function composedContent(typedTitle: string, typedText: string): Pick<Post, 'title' | 'text' | 'tags'> {
  const text = typedText.trim()
  const title = typedTitle.replace(/\s+/g, ' ').trim()
  const named = title === '' ? (text.length <= BRIEF_LENGTH ? text : firstLine(text)) : title
  const body = text === '' ? named : text
  return { title: named, text: body, tags: tagsOf([], named, body) }
}

export function contentOf(post: Post): PostContent {
  const { title, text, rich, html, updatedAt, edited, tags, hash } = post
  return { title, text, rich, html, updatedAt, edited, tags, hash }
}
