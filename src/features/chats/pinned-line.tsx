import { ChevronsUpDown, Pin, PinOff } from 'lucide-react'
import { useState } from 'react'
import { useMarking } from '#components/use-marks.ts'
import { useMessageWishes } from '#components/message-wishes.ts'
import type { Marked } from '#storage/marks.ts'
import { Dialog } from '#ui/dialog.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { MarkedWords } from './marked-words.tsx'
import styles from './pinned-line.module.css'
import { useOpenMarked } from './use-open-marked.ts'

/** At the top of a conversation: the message that was pinned last, and the others behind a button. */
export function PinnedLine({ pinned }: { pinned: readonly Marked[] }) {
  const { t } = useText()
  const { goTo } = useMessageWishes()
  const { remove } = useMarking()
  const { open, busy } = useOpenMarked()
  const [isOpen, setIsOpen] = useState(false)
  const [first] = pinned
  if (!first) return null
  const show = async (marked: Marked): Promise<void> => {
    if (!(await open(marked))) return
    setIsOpen(false)
    goTo(marked.name)
  }
  return (
    <section className={styles.line} aria-label={t('acts.pinnedHere')}>
      <button type="button" className={styles.words} aria-busy={busy === first.id} onClick={() => void show(first)}>
        <Pin aria-hidden />
        <MarkedWords marked={first} />
      </button>
      {pinned.length > 1 ? (
        <button type="button" className={styles.all} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
          {t('acts.allPinned', { count: pinned.length })}
          <ChevronsUpDown aria-hidden />
        </button>
      ) : (
        <IconButton label={t('acts.unpin')} icon={<PinOff />} onClick={() => remove(first.id, 'pinned')} />
      )}
      <Dialog open={isOpen && pinned.length > 0} onClose={() => setIsOpen(false)} title={t('acts.pinnedHere')}>
        <ul className={styles.list} aria-label={t('acts.pinnedHere')}>
          {pinned.map(marked => (
            <li key={marked.id} className={styles.entry}>
              <button type="button" className={styles.words} aria-busy={busy === marked.id} onClick={() => void show(marked)}>
                <MarkedWords marked={marked} />
              </button>
              <IconButton label={t('acts.unpin')} icon={<PinOff />} onClick={() => remove(marked.id, 'pinned')} />
            </li>
          ))}
        </ul>
      </Dialog>
    </section>
  )
}
