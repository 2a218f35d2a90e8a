import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldTexts } from './field.tsx'
import styles from './field.module.css'

export interface TextFieldProps extends FieldTexts, Omit<ComponentProps<'input'>, 'id'> {
  /** An icon button inside of the field, at its end. */
  trailing?: ReactNode
}

export function TextField({ label, error, hint, hideLabel = false, trailing, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} error={error} hint={hint} hideLabel={hideLabel}>
      {links => {
        // Without a word there is nothing to tell a direction by: then it is that of the page.
        const dir = rest.value === '' ? undefined : 'auto'
        const input = <input dir={dir} {...rest} {...links} className={cx(styles.input, className)} />
        if (trailing === undefined) return input
        return (
          <div className={styles.withTrailing}>
            {input}
            <div className={styles.trailing}>{trailing}</div>
          </div>
        )
      }}
    </Field>
  )
}
