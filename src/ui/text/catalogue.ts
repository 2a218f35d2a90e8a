/**
 * The texts of one language, by area. English is the source: its keys are the ids, and another language with other keys fails the build.
 * Here stand those of the front door and the shell; the others come with the first place inside (rest.ts).
 */
import common from './en/common.json'
import settings from './en/settings.json'
import shell from './en/shell.json'
import signIn from './en/sign-in.json'
import type { rest } from './rest.ts'

export const first = { ...common, ...settings, ...shell, ...signIn }

/** A text's id; a wrong one is a type error. */
export type TextId = keyof typeof first | keyof typeof rest
export type Catalogue = Record<TextId, unknown>

/** One object for as long as the page is there, so that whoever formats with it has what comes later as well. */
const english: Partial<Catalogue> = { ...first }
let whole: Promise<void> | undefined

/** All texts are there once this is. Whatever lies behind the front door waits for it, together with its own code. */
export async function wholeTexts(): Promise<void> {
  whole ??= import('./rest.ts').then(({ rest }) => void Object.assign(english, rest))
  try {
    await whole
  } catch (error) {
    whole = undefined
    throw error
  }
}

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
  if (language === 'en') return english as Catalogue
  const parts = Object.entries(others).filter(([path]) => path.startsWith(`./${language}/`))
  const loaded = await Promise.all(parts.map(([, load]) => load()))
  return Object.assign({}, ...loaded) as Catalogue
}
