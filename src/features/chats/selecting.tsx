import { lazy, Suspense, useEffect, useRef } from 'react'
import { useMessageSelection } from '#components/message-selection.ts'
import { focusMessage } from '#components/use-go-to.ts'
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
  const last = useMessageSelection(store => [...store.keys].at(-1))
  const selected = useRef<string>(undefined)
  useEffect(() => {
    if (isOpen && last !== undefined) selected.current = last
    // The bar with the button that was pressed is gone: the keyboard goes on from the last of them.
    if (!isOpen && selected.current !== undefined && document.activeElement === document.body) focusMessage(selected.current)
    if (!isOpen) selected.current = undefined
  }, [isOpen, last])
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
