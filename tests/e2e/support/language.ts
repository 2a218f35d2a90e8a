import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export const LANGUAGES = ['fr', 'de', 'ja', 'ar', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const TEXTS = path.join(import.meta.dirname, '../../../src/ui/text')

/** All texts of a language, by id. */
export function textsOf(language: Language): Record<string, string> {
  const areas = readdirSync(path.join(TEXTS, language)).map(
    file => JSON.parse(readFileSync(path.join(TEXTS, language, file), 'utf8')) as Record<string, string>,
  )
  return Object.assign({}, ...areas) as Record<string, string>
}

/** Texts that have no business on the page: ids, and English words where this language has others. */
export function strangersTo(language: Language): string[] {
  const [english, own] = [textsOf('en'), textsOf(language)]
  const words = Object.keys(english).flatMap(id => {
    const text = english[id] ?? ''
    return text === own[id] || text.includes('{') ? [] : [text]
  })
  // What is another text in this language is no stranger, though English has the same word.
  const known = new Set(Object.values(own))
  return [...Object.keys(english), ...words.filter(word => !known.has(word))]
}

/** In the page: everything that is written or said there. */
export function everythingSaid(): string[] {
  const said: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('script, style, noscript')) said.push(node.textContent?.trim() ?? '')
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(element.getAttribute(name)?.trim() ?? '')
  return said.filter(text => text !== '')
}

/** How much wider than the window all of it is. */
export const overflow = (page: Page): Promise<number> => page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)

export async function chooseLanguage(page: Page, language: Language): Promise<void> {
  await page.evaluate(() => (location.hash = '#/settings/appearance'))
  await page.locator('main select').first().selectOption(language)
  await expect
    .poll(() => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]))
    .toEqual([language, language === 'ar' ? 'rtl' : 'ltr'])
}
