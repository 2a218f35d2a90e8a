import { Archive, Inbox, MessageCircle, SquarePen, Star } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { QuietMark } from '#components/alerts/quiet-mark.tsx'
import { ConversationList } from '#components/conversation-list.tsx'
import { placeOfStarred } from '#components/places.ts'
import { useRemembered } from '#components/use-remembered.ts'
import { inboxKeys, isRequestHere } from '#storage/conversations.ts'
import { hasStarred } from '#storage/marks.ts'
import { useMedia } from '#components/use-media.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { IconButton, IconLink } from '#ui/icon-button.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './chats-page.module.css'
import { ConversationPane } from './conversation-pane.tsx'
import { MEDIA_KINDS } from './media/media-of.ts'
import { NewConversation } from './new-conversation.tsx'
import { RequestsLink } from './requests-link.tsx'

const ChatMedia = lazy(async () => ({ default: (await import('./media/chat-media.tsx')).ChatMedia }))

interface ChatsPageProps {
  conversation: BareJid | null
  /** The one to open it at, by its key or another of its ids. */
  message?: string | null
  /** What was shared in it, in its place: which kind of that. */
  media?: string | null
  /** What strangers wrote, in place of the inbox. */
  requests?: boolean
}

/** The inbox and a conversation: side by side where there is room, one at a time on a phone. */
export function ChatsPage({ conversation, message = null, media = null, requests = false }: ChatsPageProps) {
  const { t } = useText()
  const [starting, setStarting] = useState(false)
  const isWide = useMedia('(width >= 48rem)')
  const start = (): void => setStarting(true)
  const isShown = isWide || conversation === null
  const isKept = useKeptBeside(conversation, isShown)
  return (
    <div className={styles.place}>
      {(isShown || isKept) && <Lists selected={conversation} requests={requests} isWide={isWide} isAway={!isShown} onStart={start} />}
      {conversation !== null && media === null && (
        <ConversationPane key={conversation} jid={conversation} message={message} isWide={isWide} />
      )}
      {conversation !== null && media !== null && (
        <Suspense fallback={<div />}>
          <ChatMedia key={conversation} jid={conversation} kind={MEDIA_KINDS.find(kind => kind === media) ?? 'pictures'} />
        </Suspense>
      )}
      {isWide && conversation === null && (
        <div className={styles.nothing}>
          <EmptyState icon={<MessageCircle />} title={t('chats.pick.title')} text={t('chats.pick.text')} />
        </div>
      )}
      <NewConversation open={starting} onClose={() => setStarting(false)} />
    </div>
  )
}

/** A phone that is turned keeps the list that stood beside a conversation, with what is open in it and where it was. */
function useKeptBeside(conversation: BareJid | null, isShown: boolean): boolean {
  const [stoodBeside, setStoodBeside] = useState<BareJid | null>(null)
  if (isShown && stoodBeside !== conversation) setStoodBeside(conversation)
  return stoodBeside === conversation
}

const TITLES = ['chats.title', 'inbox.archived', 'requests.title'] as const

interface ListsProps {
  selected: BareJid | null
  requests: boolean
  isWide: boolean
  /** Out of sight: a conversation has its place. */
  isAway: boolean
  onStart: () => void
}

/** The list that the open conversation is in, else the inbox, from where the others can be had. */
function Lists({ selected, requests, isWide, isAway, onStart }: ListsProps) {
  const { t } = useText()
  const [archive, setArchive] = useState(false)
  const isRequest = useRemembered(`is request ${selected ?? ''}`, async db => selected !== null && (await isRequestHere(db, selected)))
  const list = requests || isRequest ? 2 : archive ? 1 : 0
  return (
    <div className={cx(styles.inbox, isAway && styles.away)}>
      <Page
        key={list === 2 ? 'requests' : 'chats'}
        layout="fill"
        title={t(TITLES[list])}
        {...(list === 2 && { back: '#/chats' })}
        actions={
          <>
            {list === 0 && <StarredLink />}
            {list !== 2 && <ArchiveSwitch open={archive} onChange={setArchive} />}
            <IconButton label={t('chats.start')} icon={<SquarePen />} onClick={onStart} />
          </>
        }
      >
        <div className={styles.lists}>
          {list === 0 && !isWide && <QuietMark className={styles.quiet} />}
          {list === 0 && <RequestsLink />}
          <div className={styles.list}>
            <ConversationList key={list} list={list} selected={selected} startOne={<StartButton onClick={onStart} />} />
          </div>
        </div>
      </Page>
    </div>
  )
}

/** Leads to the messages with a star, where there are any. */
function StarredLink() {
  const { t } = useText()
  if (!useRemembered('any starred', hasStarred)) return null
  return <IconLink label={t('acts.starredPage')} icon={<Star />} href={placeOfStarred()} />
}

/** Leads to what was put away, where there is anything, and back. */
function ArchiveSwitch({ open, onChange }: { open: boolean; onChange: (open: boolean) => void }) {
  const { t } = useText()
  const any = useRemembered('any archived', async db => (await inboxKeys(db, 1, 1)).length > 0)
  if (!any && !open) return null
  return (
    <IconButton
      label={t(open ? 'inbox.hideArchived' : 'inbox.showArchived')}
      icon={open ? <Inbox /> : <Archive />}
      onClick={() => onChange(!open)}
    />
  )
}

function StartButton({ onClick }: { onClick: () => void }) {
  const { t } = useText()
  return (
    <Button variant="primary" icon={<SquarePen />} onClick={onClick}>
      {t('chats.start')}
    </Button>
  )
}
