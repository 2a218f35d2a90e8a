import { useEffect, useRef } from 'react'
import type { Conversation } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { ConversationComposer } from '#components/conversation-composer.tsx'
import { ConversationHeader } from '#components/conversation-header.tsx'
import { ConversationHistory } from '#components/conversation-history.tsx'
import { useDb } from '#components/account-context.tsx'
import type { HistoryListHandle } from '#components/history-list.tsx'
import { ListTrouble } from '#components/list-trouble.tsx'
import { useAttention } from '#components/use-attention.ts'
import { useDivider } from '#components/use-divider.ts'
import { useLive } from '#components/use-live.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { getConversation } from '#storage/conversations.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-pane.module.css'
import { WaitingLine } from './waiting-line.tsx'

/** One conversation: who it is with, what was said, and where to answer. */
export function ConversationPane({ jid, isWide }: { jid: BareJid; isWide: boolean }) {
  const { t } = useText()
  const db = useDb()
  const name = usePersonName(jid)
  // A conversation that was never started is an empty one, not a missing one.
  const conversation = useLive(async () => (await getConversation(db, jid)) ?? null, [db, jid])
  return (
    <Page layout="fill" title={t('chats.with', { name })} header={<ConversationHeader jid={jid} />} {...(!isWide && { back: '#/chats' })}>
      {conversation.state === 'error' && <ListTrouble />}
      {conversation.state === 'data' && <OpenConversation jid={jid} conversation={conversation.data} isWide={isWide} />}
    </Page>
  )
}

interface OpenConversationProps {
  jid: BareJid
  conversation: Conversation | null
  isWide: boolean
}

function OpenConversation({ jid, conversation, isWide }: OpenConversationProps) {
  const attentive = useAttention()
  const [dividerOrder, removeDivider] = useDivider(conversation, attentive)
  const history = useRef<HistoryListHandle>(null)
  const composer = useRef<{ focus: () => void }>(null)
  // On a phone the keyboard would cover what one came to read.
  useEffect(() => {
    if (isWide && matchMedia('(hover: hover)').matches) composer.current?.focus()
  }, [isWide])
  return (
    <div className={styles.pane}>
      <ConversationHistory jid={jid} conversation={conversation} dividerOrder={dividerOrder} attentive={attentive} ref={history} />
      <WaitingLine />
      <ConversationComposer
        ref={composer}
        conversation={jid}
        onSent={() => {
          removeDivider()
          history.current?.scrollToEnd()
        }}
      />
    </div>
  )
}
