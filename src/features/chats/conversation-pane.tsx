import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Conversation, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { type ComposerHandle, ConversationComposer } from '#components/conversation-composer.tsx'
import { ConversationHeader } from '#components/conversation-header.tsx'
import { ConversationHistory, type HistoryHandle } from '#components/conversation-history.tsx'
import { useAccount, useDb, useMe } from '#components/account-context.tsx'
import { goTo, placeOfChat } from '#components/places.ts'
import { ListTrouble } from '#components/list-trouble.tsx'
import { MessageEdit } from '#components/message-edit.tsx'
import { MessageWishesContext } from '#components/message-wishes.ts'
import { useAttention } from '#components/use-attention.ts'
import { useDivider } from '#components/use-divider.ts'
import { useLive } from '#components/use-live.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { getConversation } from '#storage/conversations.ts'
import { type MessagePlace, newestOwn, placeInHistory } from '#storage/messages.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import styles from './conversation-pane.module.css'
import { WaitingLine } from './waiting-line.tsx'

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
  return (
    <Page layout="fill" title={t('chats.with', { name })} header={<ConversationHeader jid={jid} />} {...(!isWide && { back: '#/chats' })}>
      {(conversation.state === 'error' || place.state === 'error') && <ListTrouble />}
      {conversation.state === 'data' && place.state === 'data' && (
        <OpenConversation jid={jid} conversation={conversation.data} place={place.data} isWide={isWide} />
      )}
    </Page>
  )
}

interface OpenConversationProps {
  jid: BareJid
  conversation: Conversation | null
  /** The message that the address names; false: it names none. */
  place: MessagePlace | 'not here' | false
  isWide: boolean
}

function OpenConversation({ jid, conversation, place, isWide }: OpenConversationProps) {
  const { t } = useText()
  const account = useAccount()
  const attentive = useAttention()
  const [dividerOrder, removeDivider] = useDivider(conversation, attentive)
  const [changing, setChanging] = useState<Message | null>(null)
  const history = useRef<HistoryHandle>(null)
  const composer = useRef<ComposerHandle>(null)
  const start = useNamedPlace(place, history)
  const opensAtMessage = useRef(start !== null)
  // On a phone the keyboard would cover what one came to read, and at a message the focus is there.
  useEffect(() => {
    if (isWide && !opensAtMessage.current && matchMedia('(hover: hover)').matches) composer.current?.focus()
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
  const editLast = async (): Promise<void> => {
    const last = await newestOwn(db, jid)
    if (last) setChanging(last)
  }
  const endChange = (): void => {
    setChanging(null)
    composer.current?.focus()
  }
  // A reload would lead back to where one is no longer.
  const forgetPlace = (): void => {
    if (place !== false) goTo(placeOfChat(jid), { replace: true })
  }
  return (
    <MessageWishesContext value={wishes}>
      <div className={styles.pane}>
        <ConversationHistory
          jid={jid}
          conversation={conversation}
          dividerOrder={dividerOrder}
          start={start}
          attentive={attentive}
          onToNewest={forgetPlace}
          ref={history}
        />
        <WaitingLine />
        {changing && <MessageEdit key={changing.key} message={changing} onDone={endChange} />}
        <div hidden={changing !== null}>
          <ConversationComposer
            ref={composer}
            conversation={jid}
            onSent={() => {
              removeDivider()
              history.current?.scrollToEnd()
              forgetPlace()
            }}
            onEditLast={() => void editLast()}
          />
        </div>
      </div>
    </MessageWishesContext>
  )
}

/** Goes to the message that the address names, whenever it names another one. @returns the one to open at */
function useNamedPlace(place: OpenConversationProps['place'], history: RefObject<HistoryHandle | null>): MessagePlace | null {
  const { t } = useText()
  const named = place === false || place === 'not here' ? null : place
  const [start] = useState(named)
  const shown = useRef(start?.key)
  const isMissing = place === 'not here'
  const show = useEffectEvent((key: string | undefined) => {
    if (named && key !== shown.current) void history.current?.show(named)
    shown.current = key
  })
  const say = useEffectEvent(() => toast(t('messages.notHere')))
  const key = named?.key
  useEffect(() => show(key), [key])
  useEffect(() => {
    if (isMissing) say()
  }, [isMissing])
  return start
}
