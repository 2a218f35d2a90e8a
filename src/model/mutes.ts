import { foldedWords } from '#shared/fold.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import type { BareJid } from '#shared/jid.ts'
import { nodeKeyOf } from './keys.ts'
import { isMuteOver } from './mute.ts'
import type { Post } from './post.ts'
import type { Mute } from './record.ts'
import { hasTerm, type SearchTerm, termsOf } from './search-terms.ts'

/** A mute with the key of its record. */
export interface KeyedMute extends Mute {
  key: string
}

export type Mutable = Pick<
  Post,
  'author' | 'nodeKey' | 'service' | 'tags' | 'via' | 'form' | 'title' | 'text' | 'rich' | 'html' | 'enclosures' | 'warning'
>

/** When the next of them is over; null when none will be. */
export function nextEnd(mutes: readonly Mute[], now: number): number | null {
  const ends = mutes.flatMap(({ until }) => (until !== null && until > now ? until : []))
  return ends.length === 0 ? null : Math.min(...ends)
}

/** Longer texts are looked at as far as this. */
const MOST_CHARACTERS = 50_000

function wordsIn({ title, text, rich, html, enclosures, warning }: Mutable): string {
  // Tags of a string that was not looked at yet are words nobody sees.
  const told = rich ? plainTextOf(rich) : text || (html ?? '').replace(/<[^<>]*>/gu, ' ')
  const all = [title, told, warning ?? '', ...enclosures.map(({ alt }) => alt)].join(' ')
  return foldedWords(all.slice(0, MOST_CHARACTERS))
}

type Test = (post: Mutable, words: () => string) => boolean

function testOf({ what, target }: Mute): Test {
  switch (what) {
    case 'person':
      return ({ author, via }) => author === target || via?.author === target
    case 'reposts':
      return ({ author, form }) => form === 'repost' && author === target
    case 'community':
      return ({ nodeKey, via }) => nodeKey === target || (via !== null && nodeKeyOf(via) === target)
    case 'tag':
      return ({ tags }) => tags.includes(target)
    case 'word': {
      // As a whole: somebody who mutes "art" does not mean "start" or "article".
      const terms: SearchTerm[] = termsOf([{ kind: 'phrase', value: target }], `${target} `)
      return (_, words) => terms.length > 0 && terms.every(term => hasTerm(words(), term))
    }
  }
}

/**
 * Says of a post which mute keeps it out of the feed.
 * @param me what I wrote myself is never muted
 * @returns the mute's key; undefined for most
 */
export function muteFinder(mutes: readonly KeyedMute[], me: BareJid, now: number): (post: Mutable) => string | undefined {
  const tests = mutes.filter(mute => !isMuteOver(mute, now)).map(mute => ({ key: mute.key, fits: testOf(mute) }))
  return post => {
    if (tests.length === 0 || post.service === me || post.author === me) return undefined
    let folded: string | undefined
    const words = (): string => (folded ??= wordsIn(post))
    return tests.find(({ fits }) => fits(post, words))?.key
  }
}
