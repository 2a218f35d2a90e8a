import { ArrowDown } from 'lucide-react'
import { type Ref, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Conversation } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { countFrom, findByName } from '#storage/messages.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from './account-context.tsx'
import styles from './conversation-history.module.css'
import { HistoryEdge } from './history-edge.tsx'
import { HistoryGap } from './history-gap.tsx'
import { type HistoryInput, type HistoryItem, historyItems, type HistoryRow } from './history-items.ts'
import { HistoryList, type HistoryListHandle } from './history-list.tsx'
import { HistoryDay, HistoryDivider } from './history-marks.tsx'
import { ListTrouble } from './list-trouble.tsx'
import { MessageRow } from './message-row.tsx'
import { type History, useHistory } from './use-history.ts'
import type { HistoryPosition } from './use-history-position.ts'
import { useMarkRead } from './use-mark-read.ts'
import { usePersonName } from './use-person-name.ts'

export interface HistoryHandle {
  scrollToEnd: () => void
  /** Goes to a message by an id that somebody names it by. @returns false when it is not on this device */
  goTo: (id: string) => Promise<boolean>
}

interface ConversationHistoryProps {
  jid: BareJid
  /** Null: nothing was said yet. */
  conversation: Conversation | null
  /** Where the line "New" stands. */
  dividerOrder: number | null
  /** Somebody is looking. */
  attentive: boolean
  ref: Ref<HistoryHandle>
}

/** The messages of a conversation. */
export function ConversationHistory({ jid, conversation, dividerOrder, attentive, ref }: ConversationHistoryProps) {
  const { t } = useText()
  const [position, setPosition] = useState<HistoryPosition>({ atEnd: dividerOrder === null, farFromEnd: false })
  const history = useHistory(jid, conversation, position.atEnd)
  const newest = history.rows?.at(-1)
  const isNewestStored = newest !== undefined && newest.order >= (conversation?.lastOrder ?? 0)
  useMarkRead(
    jid,
    conversation && conversation.unread > 0 && isNewestStored ? newest.key : null,
    attentive && position.atEnd && history.rows !== undefined,
  )
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
      position={position}
      onPosition={setPosition}
      ref={ref}
    />
  )
}

interface OpenHistoryProps {
  jid: BareJid
  history: History
  rows: readonly HistoryRow[]
  dividerOrder: number | null
  position: HistoryPosition
  onPosition: (position: HistoryPosition) => void
  ref: Ref<HistoryHandle>
}

function OpenHistory({ jid, history, rows, dividerOrder, position, onPosition, ref }: OpenHistoryProps) {
  const { t } = useText()
  const name = usePersonName(jid)
  const list = useRef<HistoryListHandle>(null)
  const goTo = useGoTo(jid, history, rows, list)
  useImperativeHandle(ref, () => ({ scrollToEnd: () => list.current?.scrollToEnd(), goTo }))
  const { gaps, reachesStoredEnd, edge } = history
  const items = useItems({ rows, gaps, dividerOrder, reachesStoredEnd })
  const newestOrder = rows.at(-1)?.order ?? 0
  const newestKey = rows.at(-1)?.key
  const [seenOrder, setSeenOrder] = useState(newestOrder)
  if (position.atEnd && seenOrder !== newestOrder) setSeenOrder(newestOrder)
  const below = position.atEnd ? 0 : rows.filter(row => row.order > seenOrder && row.direction === 'in').length

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
      case 'message':
        return (
          <MessageRow
            key={item.key}
            messageKey={item.key}
            name={name}
            continues={item.continues}
            continued={item.continued}
            isNewest={item.key === newestKey}
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
        startAt={items.some(item => item.kind === 'divider') ? 'divider' : null}
        isAtEnd={position.atEnd}
        onNearStart={history.loadOlder}
        onPosition={onPosition}
      >
        {line}
      </HistoryList>
      {(position.farFromEnd || below > 0) && (
        <button type="button" className={styles.jump} title={t('chats.jump', { count: below })} onClick={() => list.current?.scrollToEnd()}>
          <ArrowDown aria-label={t('chats.jump', { count: below })} />
          {below > 0 && (
            <span className={styles.count} aria-hidden>
              {below}
            </span>
          )}
        </button>
      )}
    </div>
  )
}

/** The lines of the history, each kept as it is for as long as it stays the same. */
function useItems(input: HistoryInput): readonly HistoryItem[] {
  const [made, setMade] = useState(() => ({ input, items: historyItems(input) }))
  const { rows, gaps, dividerOrder, reachesStoredEnd } = made.input
  const isSame =
    rows === input.rows && gaps === input.gaps && dividerOrder === input.dividerOrder && reachesStoredEnd === input.reachesStoredEnd
  if (isSame) return made.items
  const next = { input, items: historyItems(input, made.items) }
  setMade(next)
  return next.items
}

/** More than these are not held for one message that somebody wants to see. */
const FARTHEST = 5000
const ROOM_ABOVE = 40

/** Goes to a message, which may have to be read from storage first. */
function useGoTo(jid: BareJid, history: History, rows: readonly HistoryRow[], list: RefObject<HistoryListHandle | null>) {
  const db = useDb()
  const me = useMe()
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    if (wanted === null || !rows.some(row => row.key === wanted)) return undefined
    // The list takes the rows in the frame after this one.
    const frame = requestAnimationFrame(() => {
      if (!list.current?.goTo(wanted)) return
      setWanted(null)
      requestAnimationFrame(() => focusMessage(wanted))
    })
    return () => cancelAnimationFrame(frame)
  }, [wanted, rows, list])
  return async (id: string): Promise<boolean> => {
    const message = await findByName(db, { conversation: jid, account: me, id })
    if (!message) return false
    const count = await countFrom(db, jid, message.order)
    if (count > FARTHEST) return false
    history.reach(count + ROOM_ABOVE)
    setWanted(message.key)
    return true
  }
}

function focusMessage(key: string): void {
  document.querySelector<HTMLElement>(`[data-message="${CSS.escape(key)}"]`)?.focus({ preventScroll: true })
}
