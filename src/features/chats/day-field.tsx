import { type KeyboardEvent, useState } from 'react'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-search.module.css'

/** Before XMPP there was nothing to say. Half-typed years are below it. */
const EARLIEST = '1999-01-01'

const isWhole = ({ value, validity }: HTMLInputElement): boolean => value !== '' && validity.valid

/** Asks for a day; as soon as it is a whole one it is told, and again with Enter. */
export function DayField({ onDay }: { onDay: (day: string) => void }) {
  const { t } = useText()
  const [day, setDay] = useState('')
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (isWhole(event.currentTarget)) onDay(day)
  }
  return (
    <input
      type="date"
      className={styles.day}
      aria-label={t('find.day')}
      title={t('find.day')}
      min={EARLIEST}
      max="9999-12-31"
      value={day}
      onChange={event => {
        setDay(event.currentTarget.value)
        if (isWhole(event.currentTarget)) onDay(event.currentTarget.value)
      }}
      onKeyDown={onKeyDown}
    />
  )
}
