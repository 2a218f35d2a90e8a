import { useEffect, useMemo, useRef, useState } from 'react'
import type { Conversation, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { useFileDrop } from '#components/attachments/use-file-drop.ts'
import { type ComposerHandle, ConversationComposer } from '#components/conversation-composer.tsx'
import { ConversationHeader } from '#components/conversation-header.tsx'
import { ConversationHistory, type HistoryHandle } from '#components/conversation-history.tsx'
import { useAccount, useDb } from '#components/account-context.tsx'
import { ListTrouble } from '#components/list-trouble.tsx'
import { MessageEdit } from '#components/message-edit.tsx'
import { MessageWishesContext } from '#components/message-wishes.ts'
import { useAttention } from '#components/use-attention.ts'
import { useDivider } from '#components/use-divider.ts'
import { useLive } from '#components/use-live.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { getConversation } from '#storage/conversations.ts'
import { newestOwn } from '#storage/messages.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
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
  const { t } = useText()
  const account = useAccount()
  const attentive = useAttention()
  const [dividerOrder, removeDivider] = useDivider(conversation, attentive)
  const [changing, setChanging] = useState<Message | null>(null)
  const history = useRef<HistoryHandle>(null)
  const composer = useRef<ComposerHandle>(null)
  // On a phone the keyboard would cover what one came to read.
  useEffect(() => {
    if (isWide && matchMedia('(hover: hover)').matches) composer.current?.focus()
  }, [isWide])
  const wishes = useMemo(
    () => ({
      answer: (message: Message) => composer.current?.answer(message.key),
      change: setChanging,
      goTo: (id: string) => void history.current?.goTo(id).then(isHere => isHere || toast(t('messages.notHere'))),
    }),
    [t],
  )
  const { db } = account
  const drop = useFileDrop(files => composer.current?.add(files))
  const editLast = async (): Promise<void> => {
    const last = await newestOwn(db, jid)
    if (last) setChanging(last)
  }
  const endChange = (): void => {
    setChanging(null)
    composer.current?.focus()
  }
  return (
    <MessageWishesContext value={wishes}>
      <div className={styles.pane} {...(changing === null && drop.zone)}>
        <ConversationHistory jid={jid} conversation={conversation} dividerOrder={dividerOrder} attentive={attentive} ref={history} />
        <WaitingLine />
        {changing && <MessageEdit key={changing.key} message={changing} onDone={endChange} />}
        <div hidden={changing !== null}>
          <ConversationComposer
            ref={composer}
            conversation={jid}
            isOver={drop.isOver}
            onSent={() => {
              removeDivider()
              history.current?.scrollToEnd()
            }}
            onEditLast={() => void editLast()}
          />
        </div>
      </div>
    </MessageWishesContext>
  )
}
