import { LANGUAGE_NAMES, LANGUAGES } from '#ui/text/catalogue.ts'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/text/use-text.ts'
import { detectLanguage, THEME_CHOICES, usePreferences } from './preferences.ts'

/** Which language: the page follows at once. Each stands in its own words, so that a lost reader finds it. */
export function LanguageField({ hideLabel = false }: { hideLabel?: boolean }) {
  const { t } = useText()
  const language = usePreferences(store => store.language)
  const chooseLanguage = usePreferences(store => store.chooseLanguage)
  const system = LANGUAGE_NAMES[detectLanguage(navigator.languages)]
  return (
    <Select
      label={t('settings.language')}
      hideLabel={hideLabel}
      value={language}
      onChange={chooseLanguage}
      options={[
        { value: 'system', label: t('settings.language.system', { language: system }) },
        ...LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value], lang: value })),
      ]}
    />
  )
}

export function ThemeField({ hideLabel = false }: { hideLabel?: boolean }) {
  const { t } = useText()
  const theme = usePreferences(store => store.theme)
  const chooseTheme = usePreferences(store => store.chooseTheme)
  return (
    <Select
      label={t('settings.theme')}
      hideLabel={hideLabel}
      value={theme}
      onChange={chooseTheme}
      options={THEME_CHOICES.map(value => ({ value, label: t(`settings.theme.${value}`) }))}
    />
  )
}
