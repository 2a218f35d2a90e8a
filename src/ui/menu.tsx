import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { cx } from './cx.ts'
import styles from './menu.module.css'
import { moveFocus } from './roving-focus.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface MenuItem {
  label: string
  icon?: ReactNode
  onSelect: () => void
  danger?: boolean
}

export interface MenuProps {
  /** Accessible name of the button and of the menu. */
  label: string
  /** What the button shows; three dots when left out. */
  trigger?: ReactNode
  items: readonly MenuItem[]
  className?: string | undefined
}

/** A button with a menu in a popover: light dismiss and Escape come from the platform, the arrow keys from here. */
export function Menu({ label, trigger, items, className }: MenuProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // A press on the button while the menu is open closes it by light dismiss, before the click arrives.
  const dismissed = useRef(false)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={cx(styles.trigger, trigger === undefined && styles.dots, className)}
        style={{ anchorName: `--${CSS.escape(id)}` }}
        title={typeof trigger === 'string' ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerDown={() => {
          dismissed.current = open
        }}
        onClick={() => {
          if (!dismissed.current) setOpen(true)
          dismissed.current = false
        }}
      >
        {trigger ?? <Ellipsis />}
        <VisuallyHidden>{trigger === undefined || typeof trigger !== 'string' ? label : ''}</VisuallyHidden>
      </button>
      {open && <OpenMenu id={id} label={label} items={items} onClose={close} onDismiss={() => setOpen(false)} />}
    </>
  )
}

interface OpenMenuProps {
  id: string
  label: string
  items: readonly MenuItem[]
  onClose: () => void
  onDismiss: () => void
}

function OpenMenu({ id, label, items, onClose, onDismiss }: OpenMenuProps) {
  const list = useRef<HTMLDivElement>(null)
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useLayoutEffect(() => {
    const popover = list.current
    popover?.showPopover()
    popover?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [])
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault()
      event.stopPropagation()
      onClose()
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && moveFocus(entries(), event.key)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  return (
    <div
      ref={list}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={styles.menu}
      style={{ positionAnchor: `--${CSS.escape(id)}` }}
      onKeyDown={press}
      onToggle={event => {
        if (event.newState === 'closed') onDismiss()
      }}
    >
      {items.map(item => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={cx(styles.item, item.danger === true && styles.danger)}
          onClick={() => {
            onClose()
            item.onSelect()
          }}
        >
          {item.icon}
          <span>{item.label}</span>
        </button>
      ))}
    </div>
  )
}
