import type { Reaction } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'

export interface ReactionGroup {
  emoji: string
  /** Who, the first one first. */
  people: BareJid[]
  mine: boolean
}

/** Reactions by emoji, the most frequent first; of equals the one that came first. */
export function groupReactions(reactions: readonly Pick<Reaction, 'jid' | 'emojis'>[], me: BareJid): ReactionGroup[] {
  const groups = new Map<string, ReactionGroup>()
  for (const { jid, emojis } of reactions) {
    for (const emoji of emojis) {
      const group = groups.get(emoji) ?? { emoji, people: [], mine: false }
      group.people.push(jid)
      group.mine ||= jid === me
      groups.set(emoji, group)
    }
  }
  return [...groups.values()].toSorted((one, other) => other.people.length - one.people.length)
}
