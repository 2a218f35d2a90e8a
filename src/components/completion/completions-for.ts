import { codeFor, emojiNamed, findEmojis } from '../emoji/find-emojis.ts'
import { type Emoji, loadEmojis } from '../emoji/load-emojis.ts'
import type { Naming } from '#model/completion.ts'
import { withTone } from '#shared/emoji-tone.ts'
import type { BareJid } from '#shared/jid.ts'
import { peopleBeginning, tagsBeginning } from '#storage/completions.ts'
import { emojiTone } from '#storage/emoji-choices.ts'
import type { AccountDb } from '#storage/schema.ts'

const MOST_EMOJIS = 6

export interface Completion {
  key: string
  label: string
  /** Whose picture stands before it. */
  person: BareJid | null
  /** What it puts into the text. */
  insert: string
}

/** What the text is: in a post a name is a link, in a message a mention goes along with it, and there are no tags. */
export type Written = 'post' | 'message'

/** What fits what is being named, from what this device knows. */
export async function completionsFor(db: AccountDb, { kind, typed }: Naming, locale: string, written: Written): Promise<Completion[]> {
  switch (kind) {
    case 'tag':
      if (written === 'message') return []
      return (await tagsBeginning(db, typed)).map(tag => ({ key: tag, label: `#${tag}`, person: null, insert: `#${tag} ` }))
    case 'person':
      // A name leads to its person, for whoever reads the post and wherever.
      return (await peopleBeginning(db, typed)).map(({ jid, name }) => ({
        key: jid,
        label: name,
        person: jid,
        insert: written === 'message' ? `@${name} ` : `[@${name.replace(/[[\]\\]/g, '')}](xmpp:${encodeURI(jid)}) `,
      }))
    case 'emoji': {
      const found = findEmojis(await knownEmojis(locale), typed, MOST_EMOJIS)
      return await Promise.all(
        found.map(async emoji => {
          const drawn = await inMyTone(db, emoji)
          return { key: emoji.emoji, label: `${drawn} :${codeFor(emoji, typed)}:`, person: null, insert: `${drawn} ` }
        }),
      )
    }
  }
}

/** The emoji that a whole shortcode stands for. */
export async function emojiFor(db: AccountDb, code: string, locale: string): Promise<string | undefined> {
  const emoji = emojiNamed(await knownEmojis(locale), code)
  return emoji && inMyTone(db, emoji)
}

async function inMyTone(db: AccountDb, { emoji, toned }: Emoji): Promise<string> {
  return toned ? withTone(emoji, await emojiTone(db)) : emoji
}

/** None where they cannot be loaded: then the name stays a name. */
function knownEmojis(locale: string): Promise<readonly Emoji[]> {
  return loadEmojis(locale).catch(() => [])
}
