import { MessageCircle, SquarePen } from 'lucide-react'
import { useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { ConversationList } from '#components/conversation-list.tsx'
import { useMedia } from '#components/use-media.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './chats-page.module.css'
import { ConversationPane } from './conversation-pane.tsx'
import { NewConversation } from './new-conversation.tsx'

/** The inbox and a conversation: side by side where there is room, one at a time on a phone. */
export function ChatsPage({ conversation }: { conversation: BareJid | null }) {
  const { t } = useText()
  const [starting, setStarting] = useState(false)
  const isWide = useMedia('(width >= 48rem)')
  const start = (): void => setStarting(true)
  return (
    <div className={styles.place}>
      {(isWide || conversation === null) && (
        <div className={styles.inbox}>
          <Page
            layout="fill"
            title={t('chats.title')}
            actions={<IconButton label={t('chats.start')} icon={<SquarePen />} onClick={start} />}
          >
            <ConversationList selected={conversation} startOne={<StartButton onClick={start} />} />
          </Page>
        </div>
      )}
      {conversation !== null && <ConversationPane key={conversation} jid={conversation} isWide={isWide} />}
      {isWide && conversation === null && (
        <div className={styles.nothing}>
          <EmptyState icon={<MessageCircle />} title={t('chats.pick.title')} text={t('chats.pick.text')} />
        </div>
      )}
      <NewConversation open={starting} onClose={() => setStarting(false)} />
    </div>
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
