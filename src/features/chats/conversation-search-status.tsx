import type { BareJid } from '#shared/jid.ts'
import { useDb } from '#components/account-context.tsx'
import { SearchProgress } from '#components/search-progress.tsx'
import { useLive } from '#components/use-live.ts'
import { storedPart } from '#storage/search-conversation.ts'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-search.module.css'
import type { FoundMessages } from './use-found-messages.ts'

interface StatusProps {
  jid: BareJid
  historyComplete: boolean
  search: FoundMessages
  /** Which of those found one was led to; -1: none yet. */
  at: number
  /** What came of going to a day. */
  said: TextId | null
}

/** How many there are and where one is among them; what of the conversation cannot be looked through; how far the index is. */
export function ConversationSearchStatus({ jid, historyComplete, search, at, said }: StatusProps) {
  return (
    <div className={styles.state}>
      <Count search={search} at={at} said={said} />
      <Missing jid={jid} historyComplete={historyComplete} />
      <SearchProgress />
    </div>
  )
}

function Count({ search: { found, hasMore, isDone, isError }, at, said }: Pick<StatusProps, 'search' | 'at' | 'said'>) {
  const { t } = useText()
  const count = found.length
  const where = (): string => {
    if (said) return t(said)
    if (isError) return t('search.trouble')
    if (at >= 0) return t(hasMore ? 'find.atMany' : 'find.at', { at: at + 1, count })
    if (!isDone) return ''
    return hasMore ? t('find.many', { count }) : t('find.count', { count })
  }
  return (
    <p className={styles.count} role="status">
      {where()}
    </p>
  )
}

/** What is not here is not found, and that is said. */
function Missing({ jid, historyComplete }: Pick<StatusProps, 'jid' | 'historyComplete'>) {
  const { t, intl } = useText()
  const db = useDb()
  const part = useLive(() => storedPart(db, jid), [db, jid])
  if (part.state !== 'data') return null
  const { since, hasHoles } = part.data
  const words = [
    !historyComplete && since === undefined && t('find.nothingHere'),
    !historyComplete && since !== undefined && t('find.since', { date: intl.formatDate(since, { dateStyle: 'medium' }) }),
    hasHoles && t('find.holes'),
  ].filter(Boolean)
  return words.length === 0 ? null : <p className={styles.missing}>{words.join(' ')}</p>
}
