import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import styles from './field.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface FieldTexts {
  label: string
  /** What went wrong with this field, in words; takes the hint's place. */
  error?: string | undefined
  hint?: string | undefined
  hideLabel?: boolean
}

/** What ties an input to its label, hint and error. */
export interface FieldLinks {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Label above, hint or error below; the input between them gets the ids that connect them. */
export function Field({ label, error, hint, hideLabel = false, children }: FieldTexts & { children: (links: FieldLinks) => ReactNode }) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {hideLabel ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </label>
      {children({
        id,
        'aria-describedby': note === undefined ? undefined : `${id}-note`,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {note !== undefined && (
        <p id={`${id}-note`} className={error === undefined ? styles.hint : styles.error}>
          {error !== undefined && <CircleAlert aria-hidden />}
          {note}
        </p>
      )}
    </div>
  )
}
