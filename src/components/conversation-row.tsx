import { BellOff, Pin } from 'lucide-react'
import { memo, type ReactNode, useRef } from 'react'
import { isMutedAt } from '#model/conversation.ts'
import type { Conversation } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { getContact } from '#storage/contacts.ts'
import { getConversation } from '#storage/conversations.ts'
import { chatDraftKey, getDraft } from '#storage/drafts.ts'
import { getProfile } from '#storage/people.ts'
import type { AccountDb } from '#storage/schema.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useMe } from './account-context.tsx'
import { ConversationMenu } from './conversation-menu.tsx'
import styles from './conversation-row.module.css'
import { deedOf, withActor } from './deed.ts'
import { fileWords, spoilerWords } from './file-words.ts'
import { MessageStateMark } from './message-state-mark.tsx'
import { PersonAvatar } from './person-avatar.tsx'
import { placeOfChat } from './places.ts'
import { PresenceDot } from './presence-dot.tsx'
import { useSession } from './session-store.ts'
import { useListTime } from './use-list-time.ts'
import { personName } from './use-person-name.ts'
import { useRemembered } from './use-remembered.ts'

interface RowData {
  conversation: Conversation
  name: string
  /** Not in the contact list: the address stands beside whatever name they give themselves. */
  isStranger: boolean
  draft: string
  /** Who does what the newest message says somebody does (XEP-0245). */
  actor: string
  isMuted: boolean
}

async function readRow(db: AccountDb, me: BareJid, jid: BareJid): Promise<RowData | null> {
  const [conversation, contact, profile, draft] = await Promise.all([
    getConversation(db, jid),
    getContact(db, jid),
    getProfile(db, jid),
    getDraft(db, chatDraftKey(jid)),
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
    isMuted: isMutedAt(conversation, Date.now()),
  }
}

/** One conversation in the inbox. It reads itself, so that a new message draws one row. */
export const ConversationRow = memo(function ConversationRow({ jid, selected }: { jid: BareJid; selected: boolean }) {
  const me = useMe()
  const row = useRemembered(`conversation ${jid}`, db => readRow(db, me, jid))

  const item = useRef<HTMLDivElement>(null)
  return (
    <div ref={item} role="listitem" className={styles.item}>
      {row && (
        <a href={placeOfChat(jid)} className={styles.row} aria-current={selected ? 'page' : undefined}>
          <span className={styles.picture}>
            <PersonAvatar jid={jid} size={48} />
            <PresenceDot jid={jid} />
          </span>
          <RowText row={row} selected={selected} />
        </a>
      )}
      {row && <ConversationMenu conversation={row.conversation} name={row.name} isMuted={row.isMuted} row={item} className={styles.menu} />}
    </div>
  )
})

function RowText({ row, selected }: { row: RowData; selected: boolean }) {
  const { t } = useText()
  const listTime = useListTime()
  const { conversation, name, isStranger, isMuted } = row
  const unread = conversation.unread > 0
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
        <Preview row={row} selected={selected} />
        {isMuted && <Mark icon={<BellOff />} label={t('inbox.muted')} />}
        {conversation.pinned === 1 && <Mark icon={<Pin />} label={t('inbox.pinned')} />}
        {unread && (
          <span className={cx(styles.badge, isMuted && styles.quiet)} title={t('chats.unread', { count: conversation.unread })}>
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

function Preview({ row: { conversation, draft, actor }, selected }: { row: RowData; selected: boolean }) {
  const { t } = useText()
  const typing = useSession(store => store.typing.has(conversation.jid))
  // In the open conversation the draft is in its field already.
  if (draft !== '' && !selected) {
    return (
      <span className={styles.preview}>
        <span className={styles.draft}>{t('chats.draft')}</span> <bdi>{draft.slice(0, 200)}</bdi>
      </span>
    )
  }
  if (typing) return <span className={cx(styles.preview, styles.typing)}>{t('chats.typing')}</span>
  const { preview, previewFiles, previewRetracted, previewSpoiler } = conversation
  const said =
    previewSpoiler === undefined
      ? withActor(preview, actor) || (previewFiles && fileWords(t, previewFiles))
      : spoilerWords(t, previewSpoiler)
  return (
    <>
      {conversation.previewDirection === 'out' && said && <MessageStateMark state={conversation.previewState} />}
      <span className={styles.preview} dir="auto">
        {previewRetracted ? t('messages.gone') : said || t('chats.noMessages')}
      </span>
    </>
  )
}
