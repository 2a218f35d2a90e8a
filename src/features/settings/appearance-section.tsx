import { LanguageField, ThemeField } from '#components/preference-fields.tsx'
import styles from './settings-page.module.css'

export function AppearanceSection() {
  return (
    <div className={styles.section}>
      <LanguageField />
      <ThemeField />
    </div>
  )
}
