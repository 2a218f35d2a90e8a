import { LanguageField, ThemeField } from '#components/preference-fields.tsx'
import { SingleKeysField } from '#components/single-keys-field.tsx'
import { useKeysDialog } from '#components/use-keys-dialog.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './settings-page.module.css'

export function AppearanceSection() {
  const { t } = useText()
  const setOpen = useKeysDialog(store => store.setOpen)
  return (
    <div className={styles.section}>
      <LanguageField />
      <ThemeField />
      <SingleKeysField />
      <Button onClick={() => setOpen(true)}>{t('keys.all')}</Button>
    </div>
  )
}
