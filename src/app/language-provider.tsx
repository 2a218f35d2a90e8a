import { type ReactNode, useEffect, useState } from 'react'
import { createIntl, createIntlCache, type IntlConfig, type IntlShape, RawIntlProvider } from 'react-intl'
import { languageOf, usePreferences } from '#components/preferences.ts'
import { type Catalogue, directionOf, type Language, loadCatalogue } from '#ui/text/catalogue.ts'
import { reportProblem } from './report-problem.ts'

const cache = createIntlCache()

/** The texts of a language, ready to format; English when they cannot be had. */
export async function loadIntl(language: Language): Promise<IntlShape> {
  try {
    return makeIntl(language, await loadCatalogue(language))
  } catch (error) {
    reportProblem(`the texts of "${language}" could not be loaded: ${String(error)}`)
    return makeIntl('en', await loadCatalogue('en'))
  }
}

function makeIntl(locale: Language, catalogue: Catalogue): IntlShape {
  return createIntl(
    {
      // A region of the same language keeps its way of writing dates and numbers.
      locale: navigator.languages.find(tag => tag.toLowerCase().split('-')[0] === locale) ?? locale,
      defaultLocale: 'en',
      messages: catalogue as NonNullable<IntlConfig['messages']>,
      onError: problem => reportProblem(problem.message),
    },
    cache,
  )
}

function markPage(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

/** Gives everything below the texts of the chosen language and follows the choice at run time; the old texts stay until the new ones are here. */
export function LanguageProvider({ first, children }: { first: IntlShape; children: ReactNode }) {
  const language = languageOf(usePreferences(store => store.language))
  const [intl, setIntl] = useState(first)
  useEffect(() => {
    let wanted = true
    const follow = async () => {
      const next = await loadIntl(language)
      if (!wanted) return
      markPage(language)
      setIntl(next)
    }
    void follow()
    return () => {
      wanted = false
    }
  }, [language])
  return <RawIntlProvider value={intl}>{children}</RawIntlProvider>
}
