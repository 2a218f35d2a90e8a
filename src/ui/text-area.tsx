import { type ComponentProps, type FormEvent, useLayoutEffect, useRef } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldTexts } from './field.tsx'
import styles from './field.module.css'

export type TextAreaProps = FieldTexts &
  Omit<ComponentProps<'textarea'>, 'id'> & {
    /** As high as its text, up to half of the window. */
    grow?: boolean
  }

// WebKit before 26 lacks `field-sizing`: there the height follows the text by script.
const sizesItself = (): boolean => CSS.supports('field-sizing', 'content')

function fit(area: HTMLTextAreaElement): void {
  area.style.blockSize = 'auto'
  area.style.blockSize = `${area.scrollHeight + 2}px`
}

export function TextArea({ label, error, hint, hideLabel = false, grow = false, className, onInput, ref, ...rest }: TextAreaProps) {
  const own = useRef<HTMLTextAreaElement | null>(null)
  useLayoutEffect(() => {
    if (grow && own.current && !sizesItself()) fit(own.current)
  })
  const input = (event: FormEvent<HTMLTextAreaElement>) => {
    if (grow && !sizesItself()) fit(event.currentTarget)
    onInput?.(event as Parameters<NonNullable<typeof onInput>>[0])
  }
  const attach = (area: HTMLTextAreaElement | null) => {
    own.current = area
    if (typeof ref === 'function') return ref(area)
    if (ref) ref.current = area
    return undefined
  }
  return (
    <Field label={label} error={error} hint={hint} hideLabel={hideLabel}>
      {links => (
        <textarea
          // Without a word there is nothing to tell a direction by: then it is that of the page.
          dir={rest.value === '' ? undefined : 'auto'}
          rows={grow ? 1 : 4}
          {...rest}
          {...links}
          ref={attach}
          onInput={input}
          className={cx(styles.input, styles.area, grow && styles.grow, className)}
        />
      )}
    </Field>
  )
}
