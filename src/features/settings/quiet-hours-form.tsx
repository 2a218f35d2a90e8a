import { useState } from 'react'
import { changeQuietHours } from '#commands/change-quiet-hours.ts'
import { useDb } from '#components/account-context.tsx'
import { useLive } from '#components/use-live.ts'
import { useRun } from '#components/use-run.ts'
import type { QuietHours } from '#model/quiet-hours.ts'
import { quietHours } from '#storage/quiet-hours.ts'
import { Checkbox } from '#ui/checkbox.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './quiet-hours-form.module.css'
import pageStyles from './settings-page.module.css'

/** Days of a week that begins on Monday, which is what the languages of Kith are used to or can read. */
const DAYS = [1, 2, 3, 4, 5, 6, 0]
/** A Sunday. */
const SUNDAY = new Date(2024, 0, 7)

const asTime = (minutes: number): string => [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':')

/** Undefined while a time is only half typed. */
function minutesOf(time: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time) ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}

/** When nothing is to ring. */
export function QuietHoursForm() {
  const db = useDb()
  const hours = useLive(() => quietHours(db), [db])
  return hours.state === 'data' ? <Fields hours={hours.data} /> : null
}

function Fields({ hours }: { hours: QuietHours }) {
  const { t, intl } = useText()
  const run = useRun()
  const { on, days, from, to } = hours
  const change = (wanted: Parameters<typeof changeQuietHours>[1]): void => void run(db => changeQuietHours(db, wanted, Date.now()))
  const turn = (day: number): void =>
    change(now => ({ days: now.days.includes(day) ? now.days.filter(each => each !== day) : [...now.days, day] }))
  const dayName = (day: number, weekday: 'short' | 'long'): string =>
    intl.formatDate(new Date(SUNDAY.getFullYear(), 0, SUNDAY.getDate() + day), { weekday })
  const clock = (minutes: number): string => intl.formatTime(new Date(2024, 0, 7, 0, minutes), { timeStyle: 'short' })
  return (
    <section className={pageStyles.group} aria-labelledby="quiet-hours">
      <h2 id="quiet-hours">{t('quiet.title')}</h2>
      <Checkbox
        label={t('quiet.on')}
        hint={t('quiet.hint')}
        checked={on}
        onChange={({ currentTarget: { checked } }) => change(() => ({ on: checked }))}
      />
      <fieldset className={styles.fields} disabled={!on}>
        <fieldset className={styles.days}>
          <legend>{t('quiet.days')}</legend>
          {DAYS.map(day => (
            <label key={day} className={styles.day}>
              <input type="checkbox" aria-label={dayName(day, 'long')} checked={days.includes(day)} onChange={() => turn(day)} />
              <span aria-hidden>{dayName(day, 'short')}</span>
            </label>
          ))}
        </fieldset>
        <div className={styles.times}>
          <TimeField label={t('quiet.from')} value={from} onChange={minutes => change(() => ({ from: minutes }))} />
          <TimeField
            label={t('quiet.to')}
            hint={to <= from ? t('quiet.over', { time: clock(to) }) : undefined}
            value={to}
            onChange={minutes => change(() => ({ to: minutes }))}
          />
        </div>
      </fieldset>
    </section>
  )
}

interface TimeFieldProps {
  label: string
  hint?: string | undefined
  value: number
  onChange: (minutes: number) => void
}

function TimeField({ label, hint, value, onChange }: TimeFieldProps) {
  // What is being typed is its own: a time is whole only with its last digit.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextField
      type="time"
      label={label}
      hint={hint}
      value={typed ?? asTime(value)}
      onBlur={() => setTyped(null)}
      onChange={event => {
        setTyped(event.currentTarget.value)
        const minutes = minutesOf(event.currentTarget.value)
        if (minutes !== undefined && minutes !== value) onChange(minutes)
      }}
    />
  )
}
