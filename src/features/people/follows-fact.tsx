import type { BareJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import { placeOfFollows } from '#components/places.ts'
import { useQuestion } from '#components/use-question.ts'
import styles from './follows-fact.module.css'

/** How much somebody shows of what they follow, with the way to it. Its line is there from the beginning. */
export function FollowsFact({ jid, isMe }: { jid: BareJid; isMe: boolean }) {
  const { t } = useText()
  const { answer } = useQuestion('open-follows', { jid }, { freshMs: isMe ? 0 : 300_000 })
  const count = answer?.follows.length ?? 0
  if (!answer) return <span className={styles.line} />
  if (count === 0) return <span className={styles.line}>{t(isMe ? 'follows.mine.none' : 'follows.none')}</span>
  return (
    <a href={placeOfFollows(jid)} className={styles.line}>
      {t(isMe ? 'follows.mine.count' : 'follows.count', { count })}
    </a>
  )
}
