import { plainTextOf } from '#shared/rich-plain.ts'
import { isBrief, type Post } from './post.ts'
import { isOnlyRepeated } from './repost.ts'
import { isDrawn } from './upload.ts'

/** What a reader looks for; an article with pictures is found under both. */
export const POST_KINDS = ['article', 'short', 'picture', 'repost', 'answer'] as const
export type PostKind = (typeof POST_KINDS)[number]

/** A post whose title was made from its first words is an article only when it goes on for longer than this. */
const SHORT = 500

type Facts = Pick<Post, 'title' | 'text' | 'rich' | 'html' | 'via' | 'inReplyTo' | 'enclosures'>

function isShort(post: Facts): boolean {
  if (isBrief(post)) return true
  if (post.html !== null && post.html !== '') return false
  const told = post.rich ? plainTextOf(post.rich) : post.text.trim()
  const title = post.title.replace(/…$/, '').trim()
  return told.startsWith(title) && told.length <= SHORT
}

/** Everything that a post is; one that only repeats another is nothing else. */
export function kindsOf(post: Facts): PostKind[] {
  if (isOnlyRepeated(post)) return ['repost']
  const kinds: PostKind[] = [isShort(post) ? 'short' : 'article']
  if (post.enclosures.some(isDrawn)) kinds.push('picture')
  if (post.via) kinds.push('repost')
  if (post.inReplyTo) kinds.push('answer')
  return kinds
}
