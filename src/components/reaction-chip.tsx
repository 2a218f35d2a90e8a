import { useText } from '#ui/text/use-text.ts'
import type { ReactionGroup } from './group-reactions.ts'
import styles from './reaction-line.module.css'
import { personName } from './use-person-name.ts'
import { useRemembered } from './use-remembered.ts'

const NAMED = 8

interface ReactionChipProps {
  group: ReactionGroup
  disabled: boolean
  onToggle: () => void
}

/** One emoji with how many attached it; by whom is told on hover and read out. */
export function ReactionChip({ group: { emoji, people, mine }, disabled, onToggle }: ReactionChipProps) {
  const { t, intl } = useText()
  const named = people.slice(0, NAMED)
  const names = useRemembered(`names ${named.join(' ')}`, db => Promise.all(named.map(jid => personName(db, jid)))) ?? named
  const rest = people.length - named.length
  const who = intl.formatList(rest > 0 ? [...names, `+${intl.formatNumber(rest)}`] : names)
  return (
    <button
      type="button"
      className={styles.chip}
      title={who}
      aria-label={`${t('comments.reactions.one', { emoji, count: people.length })}: ${who}`}
      aria-pressed={mine}
      disabled={disabled}
      onClick={onToggle}
    >
      <span className={styles.emoji}>{emoji}</span>
      {intl.formatNumber(people.length, { notation: 'compact' })}
    </button>
  )
}
