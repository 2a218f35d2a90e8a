import type { ComponentProps, ReactNode } from 'react'
import { useText } from './text/use-text.ts'
import { cx } from './cx.ts'
import styles from './icon-button.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Its accessible name and tooltip. */
  label: string
  icon: ReactNode
  /** Makes it a toggle. */
  pressed?: boolean
  /** Shown beside the icon when above zero; part of the accessible name. */
  count?: number
}

export function IconButton({ label, icon, pressed, count = 0, className, type = 'button', ...rest }: IconButtonProps) {
  const { intl } = useText()
  return (
    <button
      type={type}
      className={cx(styles.button, count > 0 && styles.counted, className)}
      title={label}
      aria-pressed={pressed}
      {...rest}
    >
      {icon}
      <VisuallyHidden>{label}</VisuallyHidden>
      {count > 0 && <span className={styles.count}> {intl.formatNumber(count, { notation: 'compact' })}</span>}
    </button>
  )
}

/** The same, leading to a place. */
export function IconLink({ label, icon, href }: Pick<IconButtonProps, 'label' | 'icon'> & { href: string }) {
  return (
    <a href={href} className={styles.button} title={label}>
      {icon}
      <VisuallyHidden>{label}</VisuallyHidden>
    </a>
  )
}
