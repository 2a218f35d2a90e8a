import { Dialog } from '#ui/dialog.tsx'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './keys-dialog.module.css'
import { SingleKeysField } from './single-keys-field.tsx'
import { useKeysDialog } from './use-keys-dialog.ts'

type Keys = readonly (readonly [TextId, ...string[]])[]

const POSTS: Keys = [
  ['keys.next', 'j'],
  ['keys.previous', 'k'],
  ['keys.open', 'o', 'Enter'],
  ['keys.like', 'l'],
  ['keys.comment', 'r'],
  ['keys.save', 's'],
]
const CHATS: Keys = [
  ['keys.chats.move', '↓', '↑'],
  ['keys.chats.open', 'Enter'],
  ['keys.chats.archive', 'e'],
  ['keys.chats.pin', 'p'],
  ['keys.chats.read', 'u'],
  ['keys.chats.mute', 'm'],
]
const EVERYWHERE: Keys = [
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
      <Group title={t('keys.everywhere')} keys={EVERYWHERE} />
      <Group title={t('keys.posts')} keys={POSTS} />
      <Group title={t('keys.chats')} keys={CHATS} />
      <SingleKeysField />
    </Dialog>
  )
}

function Group({ title, keys: group }: { title: string; keys: Keys }) {
  const { t } = useText()
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.keys}>
        {group.map(([words, ...keys]) => (
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
    </section>
  )
}
