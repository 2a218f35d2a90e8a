import { Select } from '#ui/select.tsx'
import { useText } from '#ui/text/use-text.ts'

const DAY_MS = 86_400_000
const TIMES = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, always: null } as const
export type MuteTime = keyof typeof TIMES

/** Epoch ms; null for good. */
export function untilOf(time: MuteTime): number | null {
  const ms = TIMES[time]
  return ms === null ? null : Date.now() + ms
}

/** For how long something is muted. */
export function MuteTimes({ value, onChange }: { value: MuteTime; onChange: (value: MuteTime) => void }) {
  const { t } = useText()
  return (
    <Select<MuteTime>
      label={t('mutes.time')}
      value={value}
      onChange={onChange}
      options={(Object.keys(TIMES) as MuteTime[]).map(time => ({ value: time, label: t(`mutes.time.${time}`) }))}
    />
  )
}
