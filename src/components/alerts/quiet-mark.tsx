import { MoonStar } from 'lucide-react'
import { quietUntil } from '#model/quiet-hours.ts'
import { quietHours } from '#storage/quiet-hours.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { useMinute } from '#ui/time.tsx'
import { useRemembered } from '../use-remembered.ts'
import styles from './quiet-mark.module.css'

const DAY_MS = 86_400_000

/** Says while quiet hours last that nothing rings, and until when. Leads to where that is set. */
export function QuietMark({ className }: { className?: string | undefined }) {
  const { t, intl } = useText()
  const now = useMinute()
  const hours = useRemembered('quiet hours', quietHours)
  const end = hours ? quietUntil(hours, now) : null
  if (end === null) return null
  const time = intl.formatDate(end, { ...(end - now > DAY_MS && { weekday: 'short' }), hour: 'numeric', minute: '2-digit' })
  return (
    <a href="#/settings/notifications" className={cx(styles.mark, className)}>
      <MoonStar aria-hidden />
      <span>{t('quiet.until', { time })}</span>
    </a>
  )
}
