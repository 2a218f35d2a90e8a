import type { Message, Reply } from '#model/message.ts'
import { findByName } from '#storage/messages.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useMe } from './account-context.tsx'
import { withActor } from './deed.ts'
import { messageWords } from './file-words.ts'
import styles from './message-quote.module.css'
import { useMessageWishes } from './message-wishes.ts'
import { usePersonName } from './use-person-name.ts'
import { useRemembered } from './use-remembered.ts'

const LONGEST = 200

interface MessageQuoteProps {
  message: Pick<Message, 'conversation'>
  reply: Reply
}

/** The message that is answered, as far as it is here; else what of it came along. A press goes to it. */
export function MessageQuote({ message: { conversation }, reply }: MessageQuoteProps) {
  const { t } = useText()
  const me = useMe()
  const { goTo } = useMessageWishes()
  const { id, to, quote } = reply
  const original = useRemembered(
    `quoted ${conversation} ${id}`,
    async db => (await findByName(db, { conversation, account: me, id })) ?? null,
  )
  const name = usePersonName(original?.from ?? to ?? conversation)
  const writer = original?.from ?? to
  const text = original ? messageWords(t, original, name) : withActor(quote, name)
  return (
    <button type="button" className={styles.quote} onClick={() => goTo(id)}>
      <VisuallyHidden>{t('messages.goTo')} </VisuallyHidden>
      <bdi className={styles.name}>{writer === me ? t('messages.you') : name}</bdi>
      <span className={styles.text} dir="auto">
        {text.slice(0, LONGEST) || t('messages.unknown')}
      </span>
    </button>
  )
}
