import { lazy, type RefObject, Suspense, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Conversation, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { useDb } from '#components/account-context.tsx'
import { useFileDrop } from '#components/attachments/use-file-drop.ts'
import { FoundWordsContext } from '#components/chat-text/found-words.ts'
import { type ComposerHandle, ConversationComposer } from '#components/conversation-composer.tsx'
import { ConversationHistory, type HistoryHandle } from '#components/conversation-history.tsx'
import { MessageEdit } from '#components/message-edit.tsx'
import { useMessageSelection } from '#components/message-selection.ts'
import { type MessageWishes, MessageWishesContext } from '#components/message-wishes.ts'
import { goTo, placeOfChat } from '#components/places.ts'
import { useShown } from '#components/alerts/page-lock.ts'
import { shownChat } from '#components/alerts/shown-chat.ts'
import { KeepsPlaying } from '#components/voice/sound-room.tsx'
import { useAttention } from '#components/use-attention.ts'
import { focusMessage } from '#components/use-go-to.ts'
import { useDivider } from '#components/use-divider.ts'
import type { Marked } from '#storage/marks.ts'
import { newestOwn } from '#storage/messages.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import type { FoundWords } from './conversation-search.tsx'
import styles from './open-conversation.module.css'
import { PinnedLine } from './pinned-line.tsx'
import { Selecting } from './selecting.tsx'
import { RequestLine } from './request-line.tsx'
import { type NamedPlace, useNamedPlace } from './use-named-place.ts'
import type { SearchHere } from './use-search-here.ts'
import { WaitingLine } from './waiting-line.tsx'

const ConversationSearch = lazy(async () => ({ default: (await import('./conversation-search.tsx')).ConversationSearch }))

interface OpenConversationProps {
  jid: BareJid
  conversation: Conversation | null
  place: NamedPlace
  isWide: boolean
  pinned: readonly Marked[]
  /** The search inside of it. */
  search: Pick<SearchHere, 'isOpen' | 'field' | 'close'>
}

/** The conversation itself: what was said, and where to answer. */
export function OpenConversation({ jid, conversation, place, isWide, pinned, search }: OpenConversationProps) {
  const db = useDb()
  const attentive = useAttention()
  useShown(shownChat(db, jid), attentive)
  const [dividerOrder, removeDivider] = useDivider(conversation, attentive)
  const [changing, setChanging] = useState<Message | null>(null)
  const history = useRef<HistoryHandle>(null)
  const composer = useRef<ComposerHandle>(null)
  const start = useNamedPlace(place, history)
  const opensAtMessage = useRef(start !== null)
  // On a phone the keyboard would cover what one came to read, and at a message the focus is there.
  const opened = useEffectEvent(() => {
    if (isWide && !opensAtMessage.current && matchMedia('(hover: hover)').matches) composer.current?.focus()
  })
  // Once: whoever makes the window wider may be typing elsewhere.
  useEffect(() => opened(), [])
  const [forwarding, setForwarding] = useState<readonly string[] | null>(null)
  const wishes = useWishes(history, composer, setChanging, setForwarding)
  const selecting = useMessageSelection(store => store.conversation === jid)
  const drop = useFileDrop(files => composer.current?.add(files))
  const editLast = async (): Promise<void> => {
    const last = await newestOwn(db, jid)
    if (last) setChanging(last)
  }
  const endChange = (): void => {
    // Until it is drawn again the field takes no focus.
    flushSync(() => setChanging(null))
    composer.current?.focus()
  }
  // A reload would lead back to where one is no longer.
  const forgetPlace = (): void => {
    if (place !== false) goTo(placeOfChat(jid), { replace: true })
  }
  const [words, setWords] = useState<FoundWords | null>(null)
  return (
    <MessageWishesContext value={wishes}>
      <div className={styles.pane} {...(changing === null && drop.zone)}>
        {search.isOpen && (
          <Suspense fallback={<div className={styles.room} />}>
            <ConversationSearch
              jid={jid}
              historyComplete={conversation?.historyComplete ?? false}
              field={search.field}
              onMark={setWords}
              onShow={found => void history.current?.show(found, { focus: false })}
              onClose={search.close}
            />
          </Suspense>
        )}
        <PinnedLine pinned={pinned} />
        <KeepsPlaying>
          <FoundWordsContext value={words}>
            <ConversationHistory
              jid={jid}
              conversation={conversation}
              dividerOrder={dividerOrder}
              start={start}
              attentive={attentive}
              onToNewest={forgetPlace}
              ref={history}
            />
          </FoundWordsContext>
        </KeepsPlaying>
        <WaitingLine />
        {conversation?.archived === 2 && <RequestLine jid={jid} />}
        {changing && <MessageEdit key={changing.key} message={changing} onDone={endChange} onReopen={() => setChanging(changing)} />}
        <Selecting isOpen={selecting} forwarding={forwarding} onForward={setForwarding} />
        <div hidden={changing !== null || selecting}>
          <ConversationComposer
            ref={composer}
            conversation={jid}
            isOver={drop.isOver}
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

function useWishes(
  history: RefObject<HistoryHandle | null>,
  composer: RefObject<ComposerHandle | null>,
  change: (message: Message) => void,
  forward: (keys: readonly string[]) => void,
): MessageWishes {
  const { t } = useText()
  return useMemo(
    () => ({
      answer: (message: Message) => composer.current?.answer(message.key),
      change,
      select: ({ conversation, key }: Message) => {
        useMessageSelection.getState().begin(conversation, key)
        // The button that was pressed is gone.
        requestAnimationFrame(() => focusMessage(key))
      },
      forward,
      goTo: (id: string) => void history.current?.goTo(id).then(isHere => isHere || toast(t('messages.notHere'))),
    }),
    [t, history, composer, change, forward],
  )
}
