import { X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { topLayer, watchLayers } from './layers.ts'
import { useText } from './text/use-text.ts'
import styles from './toast.module.css'

export interface ToastAction {
  label: string
  onSelect: () => void
}

interface ToastEntry {
  id: number
  text: string
  action: ToastAction | undefined
  /** ms on the screen; Infinity waits for an answer. */
  duration: number
}

let entries: readonly ToastEntry[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: readonly ToastEntry[]): void {
  entries = next
  for (const listener of listeners) listener()
}

function watch(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function dismiss(id: number): void {
  change(entries.filter(entry => entry.id !== id))
}

/** Tells something in passing, for 6 s or until dismissed; the same text again replaces itself. Returns how to take it back. */
export function toast(text: string, options: { action?: ToastAction; duration?: number } = {}): () => void {
  const id = ++lastId
  const entry = { id, text, action: options.action, duration: options.duration ?? 6000 }
  // Two that can be taken back are two.
  change([...entries.filter(other => other.text !== text || other.action !== undefined), entry].slice(-3))
  return () => dismiss(id)
}

/** The region of toasts, once in the app. It moves into the top dialog, since everything outside of that one is inert. */
export function Toasts() {
  const { t } = useText()
  const shown = useSyncExternalStore(watch, () => entries)
  const layer = useSyncExternalStore(watchLayers, topLayer)
  return createPortal(
    <section className={styles.region} role="status" aria-live="polite" aria-label={t('common.messages')}>
      {shown.map(entry => (
        <Toast key={entry.id} entry={entry} />
      ))}
    </section>,
    layer ?? document.body,
  )
}

function Toast({ entry }: { entry: ToastEntry }) {
  const { t } = useText()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || entry.duration === Infinity) return
    const timer = setTimeout(() => dismiss(entry.id), entry.duration)
    return () => clearTimeout(timer)
  }, [held, entry])
  const hold = () => setHeld(true)
  const release = () => setHeld(false)
  const { action } = entry
  return (
    <div className={styles.toast} onPointerEnter={hold} onPointerLeave={release} onFocus={hold} onBlur={release}>
      <p className={styles.text}>{entry.text}</p>
      {action && (
        <Button
          variant="ghost"
          size="s"
          className={styles.action}
          onClick={() => {
            dismiss(entry.id)
            action.onSelect()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label={t('common.close')} icon={<X />} className={styles.close} onClick={() => dismiss(entry.id)} />
    </div>
  )
}
