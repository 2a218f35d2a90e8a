import type { ComponentProps } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldTexts } from './field.tsx'
import styles from './field.module.css'

export interface SelectOption<Value extends string> {
  value: Value
  label: string
  /** Language of the label where it is not the page's. */
  lang?: string
}

export interface SelectProps<Value extends string>
  extends FieldTexts, Omit<ComponentProps<'select'>, 'id' | 'value' | 'onChange' | 'children'> {
  value: Value
  options: readonly SelectOption<Value>[]
  onChange: (value: Value) => void
}

export function Select<Value extends string>({
  label,
  error,
  hint,
  hideLabel,
  value,
  options,
  onChange,
  className,
  ...rest
}: SelectProps<Value>) {
  return (
    <Field label={label} error={error} hint={hint} hideLabel={hideLabel === true}>
      {links => (
        <select
          {...rest}
          {...links}
          className={cx(styles.input, styles.select, className)}
          value={value}
          onChange={event => onChange(event.currentTarget.value as Value)}
        >
          {options.map(option => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
