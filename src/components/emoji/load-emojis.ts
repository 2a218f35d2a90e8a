import { fold } from '#shared/fold.ts'

/** Of emojibase; 2 (components) is left out. */
export const EMOJI_GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const
export type EmojiGroup = (typeof EMOJI_GROUPS)[number]

/** The emoji, its name, its shortcodes and its tags (each apart by spaces), its group, and 1 when it takes a skin tone. */
export type EmojiData = readonly [emoji: string, label: string, codes: string, tags: string, group: EmojiGroup, toned: 0 | 1][]

export interface Emoji {
  emoji: string
  /** In the reader's language. */
  label: string
  /** As in `:smile:`, without the colons; English ones work in every language. */
  codes: readonly string[]
  group: EmojiGroup
  toned: boolean
  /** What it is found by, folded: whole shortcodes, the label, and each word of both and of the tags. */
  found: { codes: readonly string[]; label: string; words: readonly string[]; tags: readonly string[] }
}

/** Each language is a chunk of its own. Arabic has no names there yet; English stands in for them. */
const LOAD: Readonly<Record<string, () => Promise<{ data: EmojiData }>>> = {
  en: () => import('virtual:emoji/en'),
  fr: () => import('virtual:emoji/fr'),
  de: () => import('virtual:emoji/de'),
  ja: () => import('virtual:emoji/ja'),
}

const words = (text: string): string[] => text.split(/[\s_]+/u).filter(Boolean)

function emojiOf([emoji, label, codes, tags, group, toned]: EmojiData[number]): Emoji {
  const all = codes.split(' ').filter(Boolean)
  const name = fold(label)
  return {
    emoji,
    label,
    codes: all,
    group,
    toned: toned === 1,
    found: { codes: all.map(code => fold(code).replaceAll('_', ' ')), label: name, words: words(name), tags: words(fold(tags)) },
  }
}

const loaded = new Map<string, Promise<readonly Emoji[]>>()

/** All emoji in their order, with names in a language. Loaded once; what failed is tried again the next time. */
export function loadEmojis(locale: string): Promise<readonly Emoji[]> {
  const language = locale.slice(0, 2)
  const known = loaded.get(language)
  if (known) return known
  const load = async (): Promise<readonly Emoji[]> => {
    const from = LOAD[language] ?? LOAD['en']
    return from ? (await from()).data.map(emojiOf) : []
  }
  const loading = load().catch((error: unknown) => {
    loaded.delete(language)
    throw error
  })
  loaded.set(language, loading)
  return loading
}
