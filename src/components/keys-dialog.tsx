import { Dialog } from '#ui/dialog.tsx'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './keys-dialog.module.css'
import { SingleKeysField } from './single-keys-field.tsx'
import { useKeysDialog } from './use-keys-dialog.ts'

const KEYS: readonly (readonly [TextId, ...string[]])[] = [
  ['keys.next', 'j'],
  ['keys.previous', 'k'],
  ['keys.open', 'o', 'Enter'],
  ['keys.like', 'l'],
  ['keys.comment', 'r'],
  ['keys.save', 's'],
  ['keys.new', 'n'],
  ['keys.search', '/'],
  ['keys.all', '?'],
  ['keys.close', 'Esc'],
]

/** All keys that stand alone, and whether they count. */
export function KeysDialog() {
  const { t } = useText()
  const setOpen = useKeysDialog(store => store.setOpen)
  return (
    <Dialog open title={t('keys.title')} onClose={() => setOpen(false)}>
      <dl className={styles.keys}>
        {KEYS.map(([words, ...keys]) => (
          <div key={words} style={{ display: 'contents' }}>
            <dt>
              {keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <SingleKeysField />
    </Dialog>
  )
}
