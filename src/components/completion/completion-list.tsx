import type { RefObject } from 'react'
import { PersonAvatar } from '../person-avatar.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './completion-list.module.css'
import type { Completions } from './use-completions.ts'

/** The focus stays in the field, which says which of these is meant. */
export function CompletionList({ completions, field }: { completions: Completions; field: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useText()
  const { id, items, active, choose } = completions
  if (items.length === 0) return null
  return (
    <div id={id} role="listbox" aria-label={t('compose.completions')} className={styles.list}>
      {items.map((completion, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and the keys
        <div
          key={completion.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={styles.item}
          onMouseDown={event => event.preventDefault()}
          onClick={() => field.current && choose(field.current, completion)}
        >
          {completion.person !== null && <PersonAvatar jid={completion.person} size={28} />}
          <bdi className={styles.label}>{completion.label}</bdi>
          {completion.person !== null && completion.person !== completion.label && (
            <bdi className={styles.address}>{completion.person}</bdi>
          )}
        </div>
      ))}
    </div>
  )
}
