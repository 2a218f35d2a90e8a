import { Archive, ArchiveRestore, AtSign, BellOff, CheckCheck, Pin } from 'lucide-react'
import { type KeyboardEvent, memo, type ReactNode, useRef } from 'react'
import { kindOfFile } from '#model/file-kind.ts'
import { ringingOf } from '#model/ring.ts'
import type { Conversation, FileKind } from '#model/message.ts'
import type { NotifySetting } from '#model/record.ts'
import type { BareJid } from '#shared/jid.ts'
import { getContact } from '#storage/contacts.ts'
import { getConversation } from '#storage/conversations.ts'
import { chatDraftKey, getDraft } from '#storage/drafts.ts'
import { getProfile } from '#storage/people.ts'
import type { AccountDb } from '#storage/schema.ts'
import { filesOf } from '#storage/uploads.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { type SwipeSide, useSwipe } from '#ui/use-swipe.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useAccount, useMe } from './account-context.tsx'
import { lookAhead } from './chat-ahead.ts'
import { ConversationMenu } from './conversation-menu.tsx'
import styles from './conversation-row.module.css'
import { ConversationPreview } from './conversation-preview.tsx'
import { deedOf } from './deed.ts'
import { PersonAvatar } from './person-avatar.tsx'
import { placeOfChat } from './places.ts'
import { PresenceDot } from './presence-dot.tsx'
import { isSingleKey } from './single-keys.ts'
import { type ChatActs, useChatActs } from './use-chat-acts.ts'
import { useListTime } from './use-list-time.ts'
import { personName } from './use-person-name.ts'
import { useRemembered } from './use-remembered.ts'

export interface RowData {
  conversation: Conversation
  name: string
  /** Not in the contact list: the address stands beside whatever name they give themselves. */
  isStranger: boolean
  draft: string
  /** What a draft without words has. */
  draftFiles: { kind: FileKind; count: number } | null
  /** Who does what the newest message says somebody does (XEP-0245). */
  actor: string
  /** What of it rings now. */
  rings: NotifySetting
}

async function readRow(db: AccountDb, me: BareJid, jid: BareJid): Promise<RowData | null> {
  const [conversation, contact, profile, draft, files] = await Promise.all([
    getConversation(db, jid),
    getContact(db, jid),
    getProfile(db, jid),
    getDraft(db, chatDraftKey(jid)),
    filesOf(db, chatDraftKey(jid)),
  ])
  if (!conversation) return null
  const name = contact?.name || profile?.name || jid
  const isMine = conversation.previewDirection === 'out' && deedOf(conversation.preview) !== undefined
  return {
    conversation,
    name,
    actor: isMine ? await personName(db, me) : name,
    isStranger: !contact,
    draft: draft?.text.trim() ?? '',
    draftFiles: files && { kind: kindOfFile(files), count: files.count },
    rings: ringingOf(conversation, Date.now()),
  }
}

/** One conversation in the inbox. It reads itself, so that a new message draws one row. */
export const ConversationRow = memo(function ConversationRow({ jid, selected }: { jid: BareJid; selected: boolean }) {
  const me = useMe()
  const row = useRemembered(`conversation ${jid}`, db => readRow(db, me, jid))
  if (!row) return <div role="listitem" className={styles.item} />
  return <Row jid={jid} row={row} selected={selected} />
})

function Row({ jid, row, selected }: { jid: BareJid; row: RowData; selected: boolean }) {
  const item = useRef<HTMLDivElement>(null)
  const { conversation, name } = row
  const account = useAccount()
  const acts = useChatActs(conversation, item)
  const look = (): void => lookAhead(account, jid)
  const { side, handlers } = useSwipe(item, swipesOf(conversation, acts))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the link in it has the focus; all of it is in the menu as well
    <div ref={item} role="listitem" className={styles.item} onKeyDown={event => press(event, row, acts)} {...handlers}>
      {side && <Under side={side} conversation={conversation} />}
      <a
        href={placeOfChat(jid)}
        className={styles.row}
        aria-current={selected ? 'page' : undefined}
        draggable={false}
        onPointerEnter={look}
        onPointerDown={look}
        onFocus={look}
      >
        <span className={styles.picture}>
          <PersonAvatar jid={jid} size={48} />
          <PresenceDot jid={jid} />
        </span>
        <RowText row={row} selected={selected} />
      </a>
      <ConversationMenu conversation={conversation} name={name} row={item} className={styles.menu} />
    </div>
  )
}

/** What a finger does; all of it is in the menu as well. A request is not decided by a swipe. */
function swipesOf({ archived, unread }: Conversation, acts: ChatActs): Partial<Record<SwipeSide, () => void>> {
  if (archived === 2) return {}
  return { start: acts.archive, ...(unread > 0 && { end: acts.markRead }) }
}

/** What comes to light beneath a row that is pulled aside. */
function Under({ side, conversation: { archived } }: { side: SwipeSide; conversation: Conversation }) {
  const { t } = useText()
  const archive = archived === 1 ? <ArchiveRestore /> : <Archive />
  return (
    <span className={cx(styles.under, side === 'end' ? styles.read : styles.away)} aria-hidden>
      {side === 'end' ? <CheckCheck /> : archive}
      {t(side === 'end' ? 'inbox.read' : archived === 1 ? 'inbox.unarchive' : 'inbox.archive')}
    </span>
  )
}

/** Keys that stand alone (keys-dialog.tsx), while the row has the focus; all of it is in the menu as well. */
function press(event: KeyboardEvent, { conversation, rings }: RowData, acts: ChatActs): void {
  const { archived, unread, mutedUntil = 0 } = conversation
  if (archived === 2 || event.shiftKey || !isSingleKey(event.nativeEvent)) return
  const isMuted = rings === 'never' && mutedUntil > 0
  const keys: Readonly<Record<string, () => void>> = {
    e: acts.archive,
    m: () => (isMuted ? acts.unmute() : acts.mute('day')),
    ...(archived === 0 && { p: acts.pin }),
    ...(unread > 0 && { u: acts.markRead }),
  }
  const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
  if (!act) return
  event.preventDefault()
  act()
}

function RowText({ row, selected }: { row: RowData; selected: boolean }) {
  const { t } = useText()
  const listTime = useListTime()
  const { conversation, name, isStranger, rings } = row
  const unread = conversation.unread > 0
  // A stranger's is quiet as all of them are, and need not say so.
  const isMuted = rings === 'never' && conversation.archived !== 2
  return (
    <span className={styles.text}>
      <span className={styles.top}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {conversation.lastAt > 0 && (
          <time className={styles.time} dateTime={new Date(conversation.lastAt).toISOString()}>
            {listTime(conversation.lastAt)}
          </time>
        )}
      </span>
      {isStranger && name !== conversation.jid && (
        <span className={styles.address} dir="auto">
          {conversation.jid}
        </span>
      )}
      <span className={styles.bottom}>
        <ConversationPreview row={row} selected={selected} />
        {isMuted && <Mark icon={<BellOff />} label={t('inbox.muted')} />}
        {rings === 'on-mention' && <Mark icon={<AtSign />} label={t('alerts.mark.on-mention')} />}
        {conversation.pinned === 1 && <Mark icon={<Pin />} label={t('inbox.pinned')} />}
        {unread && (
          <span className={cx(styles.badge, rings !== 'always' && styles.quiet)} title={t('chats.unread', { count: conversation.unread })}>
            <span aria-hidden>{conversation.unread > 99 ? '99+' : conversation.unread}</span>
            <VisuallyHidden>{t('chats.unread', { count: conversation.unread })}</VisuallyHidden>
          </span>
        )}
      </span>
    </span>
  )
}

function Mark({ icon, label }: { icon: ReactNode; label: string }) {
  return (
    <span className={styles.mark} title={label}>
      {icon}
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  )
}
