import { CATCH_UP_PERIODS } from '#model/catch-up.ts'
import { POST_KINDS } from '#model/post-kind.ts'
import { Checkbox } from '#ui/checkbox.tsx'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './catch-up-controls.module.css'
import type { CatchUpView } from './use-catch-up.ts'

const KINDS = ['all', ...POST_KINDS] as const
const ORDERS = ['newest', 'answers'] as const

/** Which posts, in which order. */
export function CatchUpControls({ view: { state, change, sort }, unread }: { view: CatchUpView; unread: number }) {
  const { t, intl } = useText()
  const { taken } = state
  return (
    <div className={styles.controls}>
      <div className={styles.choices}>
        <Select
          label={t('catchUp.period')}
          hideLabel
          value={state.period}
          options={CATCH_UP_PERIODS.map(value => ({ value, label: t(`catchUp.period.${value}`) }))}
          onChange={period => change({ period })}
        />
        <Select
          label={t('catchUp.order')}
          hideLabel
          value={state.order}
          options={ORDERS.map(value => ({ value, label: t(`catchUp.order.${value}`) }))}
          onChange={order => void sort(order)}
        />
      </div>
      <div className={styles.kinds} role="group" aria-label={t('catchUp.kinds')}>
        {KINDS.map(kind => (
          <button key={kind} type="button" className={styles.kind} aria-pressed={kind === state.kind} onClick={() => change({ kind })}>
            {t(`catchUp.kind.${kind}`)}
          </button>
        ))}
      </div>
      <div className={styles.line}>
        <p className={styles.since} role="status">
          {taken && t('catchUp.since', { count: unread, when: intl.formatDate(taken.since, { dateStyle: 'medium', timeStyle: 'short' }) })}
        </p>
        <Checkbox
          label={t('catchUp.showRead')}
          className={styles.read ?? ''}
          checked={state.showRead}
          onChange={event => change({ showRead: event.currentTarget.checked })}
        />
      </div>
    </div>
  )
}
