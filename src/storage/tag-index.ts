import type { DBCore, Middleware } from 'dexie'
import type { Post } from '#model/post.ts'

/** Ends the tag. No text from outside has it: it is no character of XML. */
const END = '\u0000'
/** Of a moment, with zeros in front, so that texts have the order of the numbers. */
const DIGITS = 16

/** A tag and a place in time as one text of the index: the tags of a post are several, and an index of several has no second part. */
export function tagPlace(tag: string, sortAt: number): string {
  return `${tag}${END}${String(Math.floor(sortAt)).padStart(DIGITS, '0')}`
}

/** Everything of a tag lies between these. */
export function tagRange(tag: string): [string, string] {
  return [tagPlace(tag, 0), `${tag}${END}:`]
}

/** The place in time of an entry of the index. */
export function placeIn(entry: string): number {
  return Number(entry.slice(entry.lastIndexOf(END) + 1))
}

/**
 * Whoever writes a post writes the entries of its tags: the list of a tag is then a stretch of one index, as the other lists are, and
 * nobody who moves or changes a post has to think of it.
 */
export const tagIndex: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'tag-index',
  level: 1,
  create: down => ({
    ...down,
    table: name => {
      const table = down.table(name)
      if (name !== 'posts') return table
      return {
        ...table,
        mutate: request =>
          request.type === 'add' || request.type === 'put'
            ? table.mutate({ ...request, values: (request.values as Post[]).map(withPlaces) })
            : table.mutate(request),
      }
    },
  }),
}

function withPlaces(post: Post): Post {
  const { tagPlaces, ...rest } = post
  // A post that is out of every list is in none of a tag.
  const isListed = post.sortAt > 0 && post.tags.length > 0
  if (!isListed) return tagPlaces === undefined ? post : rest
  return { ...post, tagPlaces: post.tags.map(tag => tagPlace(tag, post.sortAt)) }
}
