import { useText } from '#ui/text/use-text.ts'
import styles from './trouble-details.module.css'

/** The wire's own words, for whoever helps. Nothing when there are none. */
export function TroubleDetails({ detail }: { detail: string }) {
  const { t } = useText()
  if (detail === '') return null
  return (
    <details className={styles.details}>
      <summary>{t('shell.details')}</summary>
      <code dir="auto">{detail}</code>
    </details>
  )
}
