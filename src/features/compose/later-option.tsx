import { useRef } from 'react'
import { useEffect } from 'react'
import { Checkbox } from '#ui/checkbox.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { fromField, nextHour, toField } from './local-time.ts'
import type { OptionProps } from './options.tsx'
import styles from './options.module.css'

/** A day and an hour for a post. What waits is on this device only, and says so. */
export function LaterOption({ extras: { scheduledAt }, onChange, isLate }: OptionProps & { isLate: boolean }) {
  const { t } = useText()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isLate) field.current?.focus()
  }, [isLate])
  const problem = scheduledAt === 0 ? 'compose.later.missing' : 'compose.later.past'
  const isWrong = scheduledAt !== null && isLate
  return (
    <div className={styles.option}>
      <Checkbox
        label={t('compose.later')}
        hint={t('compose.later.hint')}
        checked={scheduledAt !== null}
        onChange={event => onChange({ scheduledAt: event.target.checked ? nextHour(Date.now()) : null })}
      />
      {scheduledAt !== null && (
        <TextField
          ref={field}
          type="datetime-local"
          label={t('compose.later.when')}
          error={isWrong ? t(problem) : undefined}
          className={styles.when ?? ''}
          value={toField(scheduledAt)}
          onChange={event => onChange({ scheduledAt: fromField(event.target.value) })}
        />
      )}
    </div>
  )
}
