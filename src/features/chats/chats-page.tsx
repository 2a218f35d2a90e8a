import { Archive, Inbox, MessageCircle, SquarePen } from 'lucide-react'
import { useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { ConversationList } from '#components/conversation-list.tsx'
import { useRemembered } from '#components/use-remembered.ts'
import { inboxKeys } from '#storage/conversations.ts'
import { useMedia } from '#components/use-media.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './chats-page.module.css'
import { ConversationPane } from './conversation-pane.tsx'
import { NewConversation } from './new-conversation.tsx'

/**
 * The inbox and a conversation: side by side where there is room, one at a time on a phone.
 * @param message the one to open it at, by its key or another of its ids
 */
export function ChatsPage({ conversation, message = null }: { conversation: BareJid | null; message?: string | null }) {
  const { t } = useText()
  const [starting, setStarting] = useState(false)
  const [archive, setArchive] = useState(false)
  const isWide = useMedia('(width >= 48rem)')
  const start = (): void => setStarting(true)
  return (
    <div className={styles.place}>
      {(isWide || conversation === null) && (
        <div className={styles.inbox}>
          <Page
            layout="fill"
            title={t(archive ? 'inbox.archived' : 'chats.title')}
            actions={
              <>
                <ArchiveSwitch open={archive} onChange={setArchive} />
                <IconButton label={t('chats.start')} icon={<SquarePen />} onClick={start} />
              </>
            }
          >
            <ConversationList
              key={archive ? 'archive' : 'inbox'}
              archived={archive}
              selected={conversation}
              startOne={<StartButton onClick={start} />}
            />
          </Page>
        </div>
      )}
      {conversation !== null && <ConversationPane key={conversation} jid={conversation} message={message} isWide={isWide} />}
      {isWide && conversation === null && (
        <div className={styles.nothing}>
          <EmptyState icon={<MessageCircle />} title={t('chats.pick.title')} text={t('chats.pick.text')} />
        </div>
      )}
      <NewConversation open={starting} onClose={() => setStarting(false)} />
    </div>
  )
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
