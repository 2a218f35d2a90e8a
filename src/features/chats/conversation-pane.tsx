import { Search } from 'lucide-react'
import type { BareJid } from '#shared/jid.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { ConversationHeader } from '#components/conversation-header.tsx'
import { ListTrouble } from '#components/list-trouble.tsx'
import { useLive } from '#components/use-live.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { getConversation } from '#storage/conversations.ts'
import { placeInHistory } from '#storage/messages.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-pane.module.css'
import { OpenConversation } from './open-conversation.tsx'
import { useSearchHere } from './use-search-here.ts'

/** One conversation: who it is with, what was said, and where to answer. */
export function ConversationPane({ jid, message, isWide }: { jid: BareJid; message: string | null; isWide: boolean }) {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const name = usePersonName(jid)
  // A conversation that was never started is an empty one, not a missing one.
  const conversation = useLive(async () => (await getConversation(db, jid)) ?? null, [db, jid])
  const place = useLive(
    async () => message !== null && ((await placeInHistory(db, { conversation: jid, account: me, id: message })) ?? 'not here'),
    [db, jid, me, message],
  )
  const { isOpen, open, close, field, button, onKeyDown } = useSearchHere()
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only hears what bubbles from the conversation
    <div className={styles.whole} onKeyDown={onKeyDown}>
      <Page
        layout="fill"
        title={t('chats.with', { name })}
        header={<ConversationHeader jid={jid} />}
        {...(!isWide && { back: '#/chats' })}
        actions={
          <IconButton
            ref={button}
            label={t('find.title')}
            icon={<Search />}
            aria-expanded={isOpen}
            onClick={() => (isOpen ? close(null) : open())}
          />
        }
      >
        {(conversation.state === 'error' || place.state === 'error') && <ListTrouble />}
        {conversation.state === 'data' && place.state === 'data' && (
          <OpenConversation
            jid={jid}
            conversation={conversation.data}
            place={place.data}
            isWide={isWide}
            search={{ isOpen, field, close }}
          />
        )}
      </Page>
    </div>
  )
}
