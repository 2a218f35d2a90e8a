import { MessageCircle, Search } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { recallAhead } from '#components/chat-ahead.ts'
import { ConversationMenu } from '#components/conversation-menu.tsx'
import { ConversationHeader } from '#components/conversation-header.tsx'
import { placeOfRequests } from '#components/places.ts'
import { ListTrouble } from '#components/list-trouble.tsx'
import { type Live, useLive } from '#components/use-live.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { getConversation } from '#storage/conversations.ts'
import { pinnedMessages } from '#storage/marks.ts'
import { placeInHistory } from '#storage/messages.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-pane.module.css'
import { OpenConversation } from './open-conversation.tsx'
import { useSearchHere } from './use-search-here.ts'

/** One conversation: who it is with, what was said, and where to answer. */
export function ConversationPane({ jid, message, isWide }: { jid: BareJid; message: string | null; isWide: boolean }) {
  const { t } = useText()
  const name = usePersonName(jid)
  const { conversation, place, pinned } = useOpened(jid, message)
  const isGone = useIsGone(conversation)
  const known = conversation.state === 'data' ? conversation.data : null
  const isRequest = known?.archived === 2
  const { isOpen, open, close, field, button, onKeyDown } = useSearchHere()
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only hears what bubbles from the conversation
    <div className={styles.whole} onKeyDown={onKeyDown}>
      <Page
        layout="fill"
        title={t('chats.with', { name })}
        header={<ConversationHeader jid={jid} />}
        {...(!isWide && { back: isRequest ? placeOfRequests() : '#/chats' })}
        actions={
          <>
            <IconButton
              ref={button}
              label={t('find.title')}
              icon={<Search />}
              aria-expanded={isOpen}
              onClick={() => (isOpen ? close(null) : open())}
            />
            {known && !isRequest && <ConversationMenu conversation={known} name={name} />}
          </>
        }
      >
        {(conversation.state === 'error' || place.state === 'error') && <ListTrouble />}
        {isGone && (
          <div className={styles.gone}>
            <EmptyState icon={<MessageCircle />} title={t('chats.pick.title')} text={t('chats.pick.text')} />
          </div>
        )}
        {!isGone && conversation.state === 'data' && place.state === 'data' && pinned.state !== 'loading' && (
          <OpenConversation
            jid={jid}
            conversation={conversation.data}
            place={place.data}
            pinned={pinned.state === 'data' ? pinned.data : []}
            isWide={isWide}
            search={{ isOpen, field, close }}
          />
        )}
      </Page>
    </div>
  )
}

/** What has to be known before anything of it is drawn. */
function useOpened(jid: BareJid, message: string | null) {
  const db = useDb()
  const me = useMe()
  const [ahead] = useState(() => recallAhead(db, jid))
  // A conversation that was never started is an empty one, not a missing one.
  const conversation = useLive(async () => (await getConversation(db, jid)) ?? null, [db, jid], ahead?.conversation)
  const place = useLive(
    async () => message !== null && ((await placeInHistory(db, { conversation: jid, account: me, id: message })) ?? 'not here'),
    [db, jid, me, message],
    message === null ? false : undefined,
  )
  // Known before the history is drawn, which would move down for it.
  const pinned = useLive(async () => pinnedMessages(db, me, jid), [db, me, jid], ahead?.pinned)
  return { conversation, place, pinned }
}

/** It was here and was deleted. To go on showing it would ask the archive for all of it again. */
function useIsGone(conversation: Live<Conversation | null>): boolean {
  const isHere = conversation.state === 'data' && conversation.data !== null
  const [wasHere, setWasHere] = useState(isHere)
  if (isHere && !wasHere) setWasHere(true)
  return wasHere && conversation.state === 'data' && !isHere
}
