import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import type { PostExtras } from '#storage/schema.ts'
import { Checkbox } from '#ui/checkbox.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { LaterOption } from './later-option.tsx'
import { LocationOption } from './location-option.tsx'
import styles from './options.module.css'

const LONGEST_WARNING = 200

export interface OptionProps {
  extras: PostExtras
  onChange: (extras: Partial<PostExtras>) => void
}

interface OptionsProps extends OptionProps {
  /** A post that is out already can be given neither a time nor a place for comments. */
  isEdit: boolean
  /** Its time is over. */
  isLate: boolean
  /** Keys that are for the post as a whole. */
  onKeyDown: (event: KeyboardEvent) => void
}

function chosen({ warning, commentsOff, scheduledAt, location }: PostExtras): TextId[] {
  return [
    ...(warning === null ? [] : (['compose.warning'] as const)),
    ...(commentsOff ? (['compose.commentsOff'] as const) : []),
    ...(scheduledAt === null ? [] : (['compose.later'] as const)),
    ...(location ? (['compose.location'] as const) : []),
  ]
}

/** What a post may have besides its words, in one row until somebody wants it. */
export function Options({ extras, onChange, isEdit, isLate, onKeyDown }: OptionsProps) {
  const { t, intl } = useText()
  const id = useId()
  const names = chosen(extras)
  const [isOpen, setIsOpen] = useState(names.length > 0)
  // What is wrong in there has to be seen.
  if (isLate && !isOpen) setIsOpen(true)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the fields in it have the keys
    <div className={styles.options} onKeyDown={onKeyDown}>
      <button type="button" className={styles.toggle} aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
        <ChevronDown aria-hidden className={styles.arrow} />
        <span>{t('compose.options')}</span>
        {names.length > 0 && (
          <span className={styles.chosen}>
            {intl.formatList(
              names.map(name => t(name)),
              { type: 'unit' },
            )}
          </span>
        )}
      </button>
      <div id={id} className={styles.body} hidden={!isOpen}>
        <WarningOption extras={extras} onChange={onChange} />
        {!isEdit && (
          <Checkbox
            label={t('compose.commentsOff')}
            hint={t('compose.commentsOff.hint')}
            checked={extras.commentsOff}
            onChange={event => onChange({ commentsOff: event.target.checked })}
          />
        )}
        {!isEdit && <LaterOption extras={extras} onChange={onChange} isLate={isLate} />}
        <LocationOption extras={extras} onChange={onChange} />
      </div>
    </div>
  )
}

function WarningOption({ extras: { warning }, onChange }: OptionProps) {
  const { t } = useText()
  return (
    <div className={styles.option}>
      <Checkbox
        label={t('compose.warning')}
        hint={t('compose.warning.hint')}
        checked={warning !== null}
        onChange={event => onChange({ warning: event.target.checked ? '' : null })}
      />
      {warning !== null && (
        <TextField
          label={t('compose.warning.what')}
          hint={t('compose.mayStayEmpty')}
          maxLength={LONGEST_WARNING}
          autoComplete="off"
          value={warning}
          onChange={event => onChange({ warning: event.target.value })}
        />
      )}
    </div>
  )
}
