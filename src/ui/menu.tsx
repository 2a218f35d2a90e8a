import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { cx } from './cx.ts'
import styles from './menu.module.css'
import { moveFocus } from './roving-focus.ts'
import { usePopover } from './use-popover.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface MenuItem {
  label: string
  icon?: ReactNode
  onSelect: () => void
  danger?: boolean
  /** Makes it a switch: the menu stays open when it is turned. */
  checked?: boolean
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
  tabIndex?: number
}

/** A button with a menu in a popover: light dismiss and Escape come from the platform, the arrow keys from here. */
export function Menu({ label, trigger, items, more, className, tabIndex }: MenuProps) {
  const { id, open, triggerProps, anchor, close, dismiss } = usePopover()
  return (
    <>
      <button
        type="button"
        className={cx(styles.trigger, trigger === undefined && styles.dots, className)}
        title={typeof trigger === 'string' ? undefined : label}
        aria-haspopup="menu"
        {...triggerProps}
        tabIndex={tabIndex}
      >
        {trigger ?? <Ellipsis />}
        <VisuallyHidden>{trigger === undefined || typeof trigger !== 'string' ? label : ''}</VisuallyHidden>
      </button>
      {open && <OpenMenu id={id} label={label} items={items} more={more} anchor={anchor} onClose={close} onDismiss={dismiss} />}
    </>
  )
}

const ITEM = '[role^=menuitem]'

interface OpenMenuProps {
  id: string
  label: string
  items: readonly MenuItem[]
  anchor: { positionAnchor: string }
  more: MenuProps['more']
  onClose: () => void
  onDismiss: () => void
}

function OpenMenu({ id, label, items, more, anchor, onClose, onDismiss }: OpenMenuProps) {
  const list = useRef<HTMLDivElement>(null)
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>(ITEM) ?? [])]
  useLayoutEffect(() => {
    const popover = list.current
    popover?.showPopover()
    popover?.querySelector<HTMLElement>(ITEM)?.focus()
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
      id={id}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={styles.menu}
      style={anchor}
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
      role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={item.checked}
      tabIndex={-1}
      className={cx(styles.item, item.danger === true && styles.danger)}
      onClick={() => {
        if (item.checked === undefined) onClose()
        item.onSelect()
      }}
    >
      {item.icon}
      <span>{item.label}</span>
      {item.checked !== undefined && <span className={styles.switch} />}
    </button>
  )
}
