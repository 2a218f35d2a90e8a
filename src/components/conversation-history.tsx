import { ArrowDown } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import { FLOOD } from '#model/flood.ts'
import type { Conversation } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import type { MessagePlace } from '#storage/messages.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-history.module.css'
import { FloodRow } from './flood-row.tsx'
import { HistoryEdge } from './history-edge.tsx'
import { HistoryGap } from './history-gap.tsx'
import { type HistoryInput, type HistoryItem, historyItems, type HistoryRow } from './history-items.ts'
import { HistoryList, type HistoryListHandle } from './history-list.tsx'
import { HistoryDay, HistoryDivider } from './history-marks.tsx'
import { ListTrouble } from './list-trouble.tsx'
import { MessageRow } from './message-row.tsx'
import { type GoTo, useGoTo } from './use-go-to.ts'
import { type History, useHistory } from './use-history.ts'
import type { HistoryPosition } from './use-history-position.ts'
import { useMarkRead } from './use-mark-read.ts'
import { usePersonName } from './use-person-name.ts'
import { useUnfoldedFloods } from './use-unfolded-floods.ts'

export type HistoryHandle = Pick<GoTo, 'show' | 'goTo' | 'scrollToEnd'>

interface ConversationHistoryProps {
  jid: BareJid
  /** Null: nothing was said yet. */
  conversation: Conversation | null
  /** Where the line "New" stands. */
  dividerOrder: number | null
  /** The message it opens at; null: at what is new. Read once. */
  start: MessagePlace | null
  /** Somebody is looking. */
  attentive: boolean
  /** The reader went to the newest message. */
  onToNewest: () => void
  ref: Ref<HistoryHandle>
}

/** The messages of a conversation. */
export function ConversationHistory({ jid, conversation, dividerOrder, start, attentive, onToNewest, ref }: ConversationHistoryProps) {
  const { t } = useText()
  const [seen, setSeen] = useState<HistoryPosition>({ atEnd: dividerOrder === null && start === null, farFromEnd: false })
  const [opensAt] = useState(start)
  const history = useHistory(jid, { conversation, atEnd: seen.atEnd, place: opensAt?.order ?? null })
  // The end of what is held is not the end where newer messages follow.
  const position = history.reachesNewest ? seen : { atEnd: false, farFromEnd: true }
  useMarkRead(jid, unreadNewest(conversation, history.rows), attentive && position.atEnd && history.rows !== undefined)
  if (history.unreadable) return <ListTrouble />
  if (!history.rows) {
    return (
      <div className={styles.loading} role="status" aria-label={t('common.loading')}>
        <Skeleton lines={2} />
      </div>
    )
  }
  return (
    <OpenHistory
      jid={jid}
      history={history}
      rows={history.rows}
      dividerOrder={dividerOrder}
      start={opensAt}
      lastOrder={conversation?.lastOrder ?? 0}
      isFromStranger={conversation?.archived === 2}
      position={position}
      onPosition={setSeen}
      onToNewest={onToNewest}
      ref={ref}
    />
  )
}

/** Key of the newest message while there is something unread and nothing newer than what is held. */
function unreadNewest(conversation: Conversation | null, rows: readonly HistoryRow[] | undefined): string | null {
  const newest = rows?.at(-1)
  return conversation && newest && conversation.unread > 0 && newest.order >= conversation.lastOrder ? newest.key : null
}

interface OpenHistoryProps {
  jid: BareJid
  history: History
  rows: readonly HistoryRow[]
  dividerOrder: number | null
  start: MessagePlace | null
  /** Of the newest message of the conversation. */
  lastOrder: number
  isFromStranger: boolean
  position: HistoryPosition
  onPosition: (position: HistoryPosition) => void
  onToNewest: () => void
  ref: Ref<HistoryHandle>
}

function OpenHistory({
  jid,
  history,
  rows,
  dividerOrder,
  start,
  lastOrder,
  isFromStranger,
  position,
  onPosition,
  onToNewest,
  ref,
}: OpenHistoryProps) {
  const { t } = useText()
  const name = usePersonName(jid)
  const list = useRef<HistoryListHandle>(null)
  const { unfolded, reveal, toggle } = useUnfoldedFloods(list, start?.key ?? null)
  const { marked, ...leads } = useGoTo(jid, history, { list, start, reveal })
  useImperativeHandle(ref, () => leads)
  const { gaps, reachesStoredEnd, edge } = history
  const mostAtOnce = isFromStranger ? FLOOD.mostOfStranger : FLOOD.most
  const items = useItems({ rows, gaps, dividerOrder, reachesStoredEnd, mostAtOnce, unfolded })
  const newestKey = rows.at(-1)?.key
  const below = useBelow(rows, lastOrder, position.atEnd)

  const line = (item: HistoryItem) => {
    switch (item.kind) {
      case 'edge':
        return <HistoryEdge key={item.key} edge={edge} name={name} onRetry={history.retryOlder} />
      case 'day':
        return <HistoryDay key={item.key} at={item.at} />
      case 'divider':
        return <HistoryDivider key={item.key} />
      case 'gap':
        return <HistoryGap key={item.key} gapIds={item.gapIds} />
      case 'flood':
        return (
          <FloodRow key={item.key} name={name} count={item.rows.length} isOpen={item.isOpen} onToggle={element => toggle(item, element)} />
        )
      case 'message':
        return (
          <MessageRow
            key={item.key}
            messageKey={item.key}
            name={name}
            continues={item.continues}
            continued={item.continued}
            isNewest={item.key === newestKey}
            isMarked={item.key === marked}
          />
        )
    }
  }

  return (
    <div className={styles.history}>
      <HistoryList
        ref={list}
        label={t('chats.messages')}
        items={items}
        startAt={start?.key ?? (items.some(item => item.kind === 'divider') ? 'divider' : null)}
        isAtEnd={position.atEnd}
        reachesNewest={history.reachesNewest}
        onNearStart={history.loadOlder}
        onNearEnd={history.loadNewer}
        onPosition={onPosition}
      >
        {line}
      </HistoryList>
      {(position.farFromEnd || below > 0) && (
        <ToNewest
          below={below}
          onPress={() => {
            leads.scrollToEnd()
            onToNewest()
          }}
        />
      )}
    </div>
  )
}

/** How many came below while the reader was further up. */
function useBelow(rows: readonly HistoryRow[], lastOrder: number, atEnd: boolean): number {
  const newestOrder = rows.at(-1)?.order ?? 0
  const [seenOrder, setSeenOrder] = useState(Math.max(newestOrder, lastOrder))
  if (atEnd && seenOrder !== newestOrder) setSeenOrder(newestOrder)
  return atEnd ? 0 : rows.filter(row => row.order > seenOrder && row.direction === 'in').length
}

function ToNewest({ below, onPress }: { below: number; onPress: () => void }) {
  const { t } = useText()
  return (
    <button type="button" className={styles.jump} title={t('chats.jump', { count: below })} onClick={onPress}>
      <ArrowDown aria-label={t('chats.jump', { count: below })} />
      {below > 0 && (
        <span className={styles.count} aria-hidden>
          {below}
        </span>
      )}
    </button>
  )
}

/** The lines of the history, each kept as it is for as long as it stays the same. */
function useItems(input: HistoryInput): readonly HistoryItem[] {
  const [made, setMade] = useState(() => ({ input, items: historyItems(input) }))
  const names = Object.keys(input) as (keyof HistoryInput)[]
  const isSame = names.every(name => made.input[name] === input[name])
  if (isSame) return made.items
  const next = { input, items: historyItems(input, made.items) }
  setMade(next)
  return next.items
}
