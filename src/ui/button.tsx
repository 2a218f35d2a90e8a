import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import styles from './button.module.css'
import { cx } from './cx.ts'
import { Spinner } from './spinner.tsx'

interface Looks {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger'
  size?: 's' | 'm'
  icon?: ReactNode
}

export interface ButtonProps extends ComponentProps<'button'>, Looks {
  /** Under way: keeps the focus and its width, takes no further clicks. */
  busy?: boolean
}

export function Button({
  variant = 'secondary',
  size = 'm',
  busy = false,
  icon,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type={type}
      className={cx(styles.button, styles[variant], styles[size], className)}
      aria-disabled={busy || undefined}
      data-busy={busy || undefined}
      onClick={click}
      {...rest}
    >
      {icon}
      <span className={styles.label}>{children}</span>
      {busy && (
        <span className={styles.busy}>
          <Spinner />
        </span>
      )}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ variant = 'secondary', size = 'm', icon, className, children, ...rest }: ComponentProps<'a'> & Looks) {
  return (
    <a className={cx(styles.button, styles[variant], styles[size], className)} {...rest}>
      {icon}
      <span className={styles.label}>{children}</span>
    </a>
  )
}
