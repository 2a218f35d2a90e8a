import { Checkbox } from '#ui/checkbox.tsx'
import { useText } from '#ui/text/use-text.ts'
import { usePreferences } from './preferences.ts'

/** Letters as commands are in the way of whoever speaks to their device, or presses keys by mistake (WCAG 2.1.4). */
export function SingleKeysField() {
  const { t } = useText()
  const singleKeys = usePreferences(store => store.singleKeys)
  const setSingleKeys = usePreferences(store => store.setSingleKeys)
  return (
    <Checkbox
      label={t('keys.single')}
      hint={t('keys.single.hint')}
      checked={singleKeys}
      onChange={event => setSingleKeys(event.currentTarget.checked)}
    />
  )
}
