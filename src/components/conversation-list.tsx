import { Archive, MessageCircle, UserRoundPlus } from 'lucide-react'
import { type DOMAttributes, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { inboxKeys } from '#storage/conversations.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import styles from './conversation-list.module.css'
import { ConversationRow } from './conversation-row.tsx'
import { ListTrouble } from './list-trouble.tsx'
import { rowLinks } from './use-chat-acts.ts'
import { useLive } from './use-live.ts'
import { VirtualList } from './virtual-list.tsx'

const STEP = 60

/** The inbox: conversations by their newest message. */
interface ConversationListProps {
  selected: BareJid | null
  startOne: ReactNode
  /** Those put away (1) or requests of strangers (2) in place of the inbox. */
  list?: 0 | 1 | 2
}

export function ConversationList({ selected, startOne, list = 0 }: ConversationListProps) {
  const db = useDb()
  const { t } = useText()
  const [limit, setLimit] = useState(STEP)
  const rows = useRef<HTMLDivElement>(null)
  const keys = useLive(() => inboxKeys(db, limit, list), [db, limit, list])
  const keepsFocus = useKeptFocus(rows)
  if (keys.state === 'error') return <ListTrouble />
  if (keys.state === 'loading') {
    return (
      <div className={styles.loading} role="status" aria-label={t('common.loading')}>
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} avatar lines={2} />
        ))}
      </div>
    )
  }
  if (keys.data.length === 0 && list === 1)
    return <EmptyState icon={<Archive />} title={t('inbox.archived.empty.title')} text={t('inbox.archived.empty.text')} />
  if (keys.data.length === 0 && list === 2)
    return <EmptyState icon={<UserRoundPlus />} title={t('requests.empty.title')} text={t('requests.empty.text')} />
  if (keys.data.length === 0) {
    return <EmptyState icon={<MessageCircle />} title={t('chats.empty.title')} text={t('chats.empty.text')} action={startOne} />
  }
  const hasMore = keys.data.length >= limit
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrow keys go from row to row
    <div ref={rows} className={styles.keys} onKeyDown={moveBetweenRows} {...keepsFocus}>
      <VirtualList
        label={t('chats.conversations')}
        entries={keys.data}
        keyOf={String}
        {...(hasMore && { onNearEnd: () => setLimit(keys.data.length + STEP) })}
      >
        {jid => <ConversationRow jid={jid} selected={jid === selected} />}
      </VirtualList>
    </div>
  )
}

/** A row that takes another place keeps the focus: the browser takes it away from what is moved in the document, and says nothing. */
function useKeptFocus(rows: RefObject<HTMLElement | null>): Pick<DOMAttributes<HTMLElement>, 'onFocus' | 'onBlur'> {
  const focused = useRef<string | null>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (focused.current === null || document.activeElement !== document.body) return
      const link = rowLinks(rows.current).find(each => each.getAttribute('href') === focused.current)
      link?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  })
  return {
    onFocus: ({ target }) => {
      focused.current = target.getAttribute('href')
    },
    onBlur: ({ target }) => {
      if (target.isConnected) focused.current = null
    },
  }
}

/** Up and down go from conversation to conversation, once one of them has the focus. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const links = rowLinks(event.currentTarget)
  const at = links.findIndex(link => link === document.activeElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
  const next = at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey ? undefined : links[to]
  if (!next) return
  event.preventDefault()
  next.focus()
}
