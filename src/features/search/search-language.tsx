import { Fragment } from 'react'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './search-language.module.css'

const EXAMPLES = [
  { example: '"old roses"', about: 'search.about.phrase' },
  { example: 'author:ada', about: 'search.about.author' },
  { example: 'in:gardening', about: 'search.about.in' },
  { example: '#roses', about: 'search.about.tag' },
  { example: 'has:picture', about: 'search.about.has' },
  { example: 'after:2026-03', about: 'search.about.after' },
  { example: 'before:2026', about: 'search.about.before' },
] as const satisfies { example: string; about: TextId }[]

/** What one can ask for, by examples. */
export function SearchLanguage() {
  const { t } = useText()
  return (
    <dl className={styles.language}>
      {EXAMPLES.map(({ example, about }) => (
        <Fragment key={example}>
          <dt>
            <bdi>{example}</bdi>
          </dt>
          <dd>{t(about)}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
