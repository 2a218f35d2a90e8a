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
  /** Entries that are only worked out when somebody opens the menu; they stand behind the others. */
  more?: (onClose: () => void) => ReactNode
  className?: string | undefined
}

/** A button with a menu in a popover: light dismiss and Escape come from the platform, the arrow keys from here. */
export function Menu({ label, trigger, items, more, className }: MenuProps) {
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
        title={trigger === undefined ? label : undefined}
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
      {open && <OpenMenu id={id} label={label} items={items} more={more} onClose={close} onDismiss={() => setOpen(false)} />}
    </>
  )
}

interface OpenMenuProps {
  id: string
  label: string
  items: readonly MenuItem[]
  more: MenuProps['more']
  onClose: () => void
  onDismiss: () => void
}

function OpenMenu({ id, label, items, more, onClose, onDismiss }: OpenMenuProps) {
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
        <MenuEntry key={item.label} item={item} onClose={onClose} />
      ))}
      {more?.(onClose)}
    </div>
  )
}

export function MenuEntry({ item, onClose }: { item: MenuItem; onClose: () => void }) {
  return (
    <button
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
  )
}
