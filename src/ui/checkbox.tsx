import { type ComponentProps, useId } from 'react'
import styles from './checkbox.module.css'
import { cx } from './cx.ts'

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'id'> {
  label: string
  hint?: string
}

export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  const id = useId()
  return (
    <div className={cx(styles.row, className)}>
      <label className={styles.label}>
        <input type="checkbox" className={styles.box} aria-describedby={hint === undefined ? undefined : id} {...rest} />
        <span>{label}</span>
      </label>
      {hint !== undefined && (
        <p id={id} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
