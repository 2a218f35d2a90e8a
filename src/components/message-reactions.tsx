import { reactToMessage } from '#commands/react-to-message.ts'
import type { Message, MessageReaction } from '#model/message.ts'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { groupReactions } from './group-reactions.ts'
import styles from './message-reactions.module.css'
import { ReactionChip } from './reaction-chip.tsx'
import { useRun } from './use-run.ts'

const MOST_CHIPS = 12

/** What people feel about a message, each emoji with who. */
export function MessageReactions({ message, reactions }: { message: Message; reactions: readonly MessageReaction[] }) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const toggle = (emoji: string): void => void run(db => reactToMessage(db, { me, messageKey: message.key, emoji, now: Date.now() }))
  return (
    <div className={styles.reactions} role="group" aria-label={t('comments.reactions')}>
      {groupReactions(
        reactions.map(({ from: jid, emojis }) => ({ jid, emojis })),
        me,
      )
        .slice(0, MOST_CHIPS)
        .map(group => (
          <ReactionChip key={group.emoji} group={group} disabled={false} onToggle={() => toggle(group.emoji)} />
        ))}
    </div>
  )
}
