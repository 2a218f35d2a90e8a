/** The texts of one language, by area. English is the source: its keys are the ids, and another language with other keys fails the build. */
import audience from './en/audience.json'
import catchUp from './en/catch-up.json'
import chats from './en/chats.json'
import comments from './en/comments.json'
import common from './en/common.json'
import communities from './en/communities.json'
import compose from './en/compose.json'
import composing from './en/composing.json'
import drafts from './en/drafts.json'
import emoji from './en/emoji.json'
import feed from './en/feed.json'
import files from './en/files.json'
import follows from './en/follows.json'
import keys from './en/keys.json'
import notifications from './en/notifications.json'
import people from './en/people.json'
import post from './en/post.json'
import reading from './en/reading.json'
import saved from './en/saved.json'
import search from './en/search.json'
import settings from './en/settings.json'
import share from './en/share.json'
import shell from './en/shell.json'
import signIn from './en/sign-in.json'
import states from './en/states.json'

export const english = {
  ...audience,
  ...catchUp,
  ...chats,
  ...comments,
  ...common,
  ...communities,
  ...compose,
  ...composing,
  ...drafts,
  ...emoji,
  ...feed,
  ...files,
  ...follows,
  ...keys,
  ...notifications,
  ...people,
  ...post,
  ...reading,
  ...saved,
  ...search,
  ...settings,
  ...share,
  ...shell,
  ...signIn,
  ...states,
}

/** A text's id; a wrong one is a type error. */
export type TextId = keyof typeof english
export type Catalogue = Record<TextId, unknown>

export const LANGUAGES = ['en', 'fr', 'de', 'ja', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language in its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', fr: 'Français', de: 'Deutsch', ja: '日本語', ar: 'العربية' }

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

const others = import.meta.glob<Record<string, unknown>>(['./fr/*.json', './de/*.json', './ja/*.json', './ar/*.json'], {
  import: 'default',
})

/** The texts of a language, loaded when it is first wanted. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  if (language === 'en') return english
  const parts = Object.entries(others).filter(([path]) => path.startsWith(`./${language}/`))
  const loaded = await Promise.all(parts.map(([, load]) => load()))
  return Object.assign({}, ...loaded) as Catalogue
}
