import { X } from 'lucide-react'
import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { cx } from './cx.ts'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'
import { pushLayer } from './layers.ts'
import { useText } from './text/use-text.ts'

export interface DialogProps {
  open: boolean
  /** Asked by Escape, the close button and a click beside the dialog; the owner decides. */
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons at the end, kept in sight while the content scrolls. */
  footer?: ReactNode
  className?: string | undefined
}

/** A modal `<dialog>`: the platform traps and gives back the focus. On a phone it is a sheet at the bottom. */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null
}

function OpenDialog({ onClose, title, children, footer, className }: Omit<DialogProps, 'open'>) {
  const { t } = useText()
  const id = useId()
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = element.current
    if (!dialog) return
    dialog.showModal()
    const pop = pushLayer(dialog)
    // Closed before it leaves the page: only then the focus goes back to where it came from.
    return () => {
      pop()
      dialog.close()
    }
  }, [])
  const clickBeside = (event: MouseEvent<HTMLDialogElement>) => {
    if (event.target === event.currentTarget) onClose()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Escape is the key
    <dialog
      ref={element}
      className={cx(styles.dialog, className)}
      aria-labelledby={id}
      onClick={clickBeside}
      onCancel={event => {
        // The system's window for choosing files says the same when nothing was chosen.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      // A form in here is not the one it was opened from, which in React it is a part of.
      onSubmit={event => event.stopPropagation()}
    >
      <div className={styles.frame}>
        <header className={styles.header}>
          <h2 id={id}>{title}</h2>
          <IconButton label={t('common.close')} icon={<X />} onClick={onClose} />
        </header>
        <div className={styles.body}>{children}</div>
        {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
      </div>
    </dialog>
  )
}
