import { create } from 'zustand'
import { type Language, LANGUAGES } from '#ui/text/catalogue.ts'

export type LanguageChoice = Language | 'system'
export type ThemeChoice = 'system' | 'light' | 'dark'

export const THEME_CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark']

/** What belongs to this device and is needed before any database is open, hence in localStorage. */
export interface PreferencesStore {
  language: LanguageChoice
  theme: ThemeChoice
  /** Letters alone are commands. */
  singleKeys: boolean
  /** Contacts learn when I am typing to them. */
  tellsTyping: boolean
  chooseLanguage: (language: LanguageChoice) => void
  chooseTheme: (theme: ThemeChoice) => void
  setSingleKeys: (singleKeys: boolean) => void
  setTellsTyping: (tellsTyping: boolean) => void
}

export const LANGUAGE_KEY = 'kith.language'
/** Also read by public/theme.js, before the first paint. */
export const THEME_KEY = 'kith.theme'
const KEYS_KEY = 'kith.single-keys'
const TYPING_KEY = 'kith.typing'

/** A browser that forbids storage still works; it forgets the choice with the tab. */
function readChoice<Choice extends string>(key: string, choices: readonly Choice[], fallback: Choice): Choice {
  try {
    const kept = localStorage.getItem(key)
    return choices.find(choice => choice === kept) ?? fallback
  } catch {
    return fallback
  }
}

function keepChoice(key: string, choice: string): boolean {
  try {
    if (choice === 'system' || choice === 'on') localStorage.removeItem(key)
    else localStorage.setItem(key, choice)
    return true
  } catch {
    return false
  }
}

export const usePreferences = create<PreferencesStore>()(set => ({
  language: readChoice<LanguageChoice>(LANGUAGE_KEY, LANGUAGES, 'system'),
  theme: readChoice(THEME_KEY, THEME_CHOICES, 'system'),
  singleKeys: readChoice(KEYS_KEY, ['on', 'off'], 'on') === 'on',
  tellsTyping: readChoice(TYPING_KEY, ['on', 'off'], 'on') === 'on',
  chooseLanguage: language => {
    keepChoice(LANGUAGE_KEY, language)
    set({ language })
  },
  chooseTheme: theme => {
    keepChoice(THEME_KEY, theme)
    set({ theme })
  },
  setSingleKeys: singleKeys => {
    keepChoice(KEYS_KEY, singleKeys ? 'on' : 'off')
    set({ singleKeys })
  },
  setTellsTyping: tellsTyping => {
    keepChoice(TYPING_KEY, tellsTyping ? 'on' : 'off')
    set({ tellsTyping })
  },
}))

/** The first of the reader's languages that we have; English when there is none. */
export function detectLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const [base] = tag.toLowerCase().split('-')
    const found = LANGUAGES.find(language => language === base)
    if (found) return found
  }
  return 'en'
}

/** The language in force for a choice. */
export function languageOf(choice: LanguageChoice): Language {
  return choice === 'system' ? detectLanguage(navigator.languages) : choice
}
