import { lazy, Suspense, useEffect } from 'react'
import { useMessageSelection } from '#components/message-selection.ts'
import styles from './open-conversation.module.css'

const ForwardDialog = lazy(async () => ({ default: (await import('#components/forward-dialog.tsx')).ForwardDialog }))
const SelectionBar = lazy(async () => ({ default: (await import('./selection-bar.tsx')).SelectionBar }))

interface SelectingProps {
  /** Messages of this conversation are being selected. */
  isOpen: boolean
  /** Keys of those that are to be passed on, whether they were selected or not. */
  forwarding: readonly string[] | null
  onForward: (keys: null) => void
}

/** What can be done with the messages that are selected. It ends with the conversation. */
export function Selecting({ isOpen, forwarding, onForward }: SelectingProps) {
  const end = useMessageSelection(store => store.end)
  useEffect(() => end, [end])
  return (
    <>
      {isOpen && (
        <Suspense fallback={<div className={styles.bar} />}>
          <SelectionBar />
        </Suspense>
      )}
      {forwarding && (
        <Suspense>
          <ForwardDialog
            keys={forwarding}
            onClose={() => onForward(null)}
            onDone={() => {
              onForward(null)
              end()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
