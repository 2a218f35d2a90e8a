import { type SkinTone, withTone } from '#shared/emoji-tone.ts'
import { type Emoji, EMOJI_GROUPS, type EmojiGroup } from './load-emojis.ts'

export type GroupName = EmojiGroup | 'recent' | 'found'

/** As it is drawn and put into a text. */
export interface Cell {
  /** Without a tone: what it is known by. */
  base: string
  emoji: string
  label: string
}

export interface CellGroup {
  name: GroupName
  rows: readonly (readonly Cell[])[]
}

export const IN_A_ROW = 8

function inRows(cells: readonly Cell[]): Cell[][] {
  const rows: Cell[][] = []
  for (let from = 0; from < cells.length; from += IN_A_ROW) rows.push(cells.slice(from, from + IN_A_ROW))
  return rows
}

interface Wanted {
  emojis: readonly Emoji[]
  /** What was searched for; undefined while nothing is. */
  found: readonly Emoji[] | undefined
  recent: readonly string[]
  tone: SkinTone
}

/** What the picker shows: what was found, or else what was used of late and then everything. */
export function groupsOf({ emojis, found, recent, tone }: Wanted): CellGroup[] {
  const cellOf = ({ emoji, label, toned }: Emoji): Cell => ({ base: emoji, emoji: toned ? withTone(emoji, tone) : emoji, label })
  if (found) return [{ name: 'found', rows: inRows(found.map(cellOf)) }]
  const names = new Map<string, Emoji>()
  for (const each of emojis) names.set(each.emoji, each)
  const used = recent.flatMap((emoji): Cell[] => {
    const known = names.get(emoji) ?? names.get(withoutTone(emoji))
    return known ? [{ base: known.emoji, emoji, label: known.label }] : []
  })
  const groups = EMOJI_GROUPS.map(name => ({ name, rows: inRows(emojis.filter(({ group }) => group === name).map(cellOf)) }))
  return [...(used.length > 0 ? [{ name: 'recent' as const, rows: inRows(used) }] : []), ...groups]
}

const withoutTone = (emoji: string): string => emoji.replace(/\p{Emoji_Modifier}/gu, '')
