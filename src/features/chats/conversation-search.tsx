import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { useAccount } from '#components/account-context.tsx'
import { Marks } from '#components/marks.tsx'
import { type Offer, SearchFilters } from '#components/search-filters.tsx'
import { parseQuery } from '#model/search-query.ts'
import { termsOf } from '#model/search-terms.ts'
import { type MessagePlace, placeInHistory } from '#storage/messages.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { ConversationSearchStatus } from './conversation-search-status.tsx'
import styles from './conversation-search.module.css'
import { DayField } from './day-field.tsx'
import { ServerSearch } from './server-search.tsx'
import { useFoundMessages } from './use-found-messages.ts'
import { useGoToDay } from './use-go-to-day.ts'

/** What is of use within one conversation. */
const OFFERS = [
  { offer: 'author:me', about: 'search.about.author' },
  { offer: 'has:link', about: 'search.about.has' },
  { offer: 'after:', about: 'search.about.after' },
  { offer: 'before:', about: 'search.about.before' },
] as const satisfies Offer[]

/** How a text is drawn while it is looked through. */
export interface FoundWords {
  draw: (text: string) => ReactNode
}

interface ConversationSearchProps {
  jid: BareJid
  historyComplete: boolean
  /** Where one types. */
  field: RefObject<HTMLInputElement | null>
  onMark: (words: FoundWords | null) => void
  onShow: (place: MessagePlace) => void
  /** @param last the message that one was led to, if any */
  onClose: (last: string | null) => void
}

/** Looks through one conversation, as far as it is on this device, and leads from one place to the next. */
export function ConversationSearch({ jid, historyComplete, field, onMark, onShow, onClose }: ConversationSearchProps) {
  const { t } = useText()
  const { db, jid: me } = useAccount()
  const [typed, setTyped] = useState('')
  const [last, setLast] = useState<string | null>(null)
  const search = useFoundMessages(jid, typed)
  const { found } = search
  const at = found.findIndex(({ key }) => key === last)
  const day = useGoToDay({ conversation: jid, complete: historyComplete, onShow })
  useMarks(typed, onMark)
  useEffect(() => field.current?.focus(), [field])

  const show = async (key: string | undefined): Promise<void> => {
    if (key === undefined) return
    const place = await placeInHistory(db, { conversation: jid, account: me, id: key })
    if (!place) {
      toast(t('find.gone'))
      return
    }
    day.forget()
    setLast(key)
    onShow(place)
  }
  /** The newest comes first; behind the last one it begins anew. */
  const step = (by: 1 | -1): void => void show(found[at < 0 ? 0 : (at + by + found.length) % found.length]?.key)
  const write = (next: string): void => {
    setTyped(next)
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose(last)
    } else if (event.key === 'Enter' && event.target === field.current) {
      event.preventDefault()
      step(event.shiftKey ? -1 : 1)
    }
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only hears what bubbles from its field and buttons
    <form
      role="search"
      className={styles.bar}
      aria-label={t('find.title')}
      onKeyDown={onKeyDown}
      onSubmit={event => event.preventDefault()}
    >
      <div className={styles.inside}>
        <div className={styles.line}>
          <div className={styles.field}>
            <TextField
              ref={field}
              type="search"
              label={t('find.title')}
              hideLabel
              placeholder={t('find.placeholder')}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              enterKeyHint="search"
              onChange={event => setTyped(event.currentTarget.value)}
            />
          </div>
          <IconButton label={t('find.older')} icon={<ChevronUp />} disabled={found.length === 0} onClick={() => step(1)} />
          <IconButton label={t('find.newer')} icon={<ChevronDown />} disabled={found.length === 0} onClick={() => step(-1)} />
          <IconButton label={t('find.close')} icon={<X />} onClick={() => onClose(last)} />
        </div>
        <div className={styles.wishes}>
          <SearchFilters offers={OFFERS} typed={typed} onWrite={write} />
          <DayField onDay={chosen => void day.goTo(chosen)} />
        </div>
        <ConversationSearchStatus jid={jid} historyComplete={historyComplete} search={search} at={at} said={day.said} />
        <ServerSearch jid={jid} typed={typed} historyComplete={historyComplete} onShow={key => void show(key)} />
      </div>
    </form>
  )
}

/** Has what one looks for marked wherever it is drawn, for as long as one looks. */
function useMarks(typed: string, onMark: (words: FoundWords | null) => void): void {
  const mark = useEffectEvent(onMark)
  useEffect(() => {
    const terms = termsOf(parseQuery(typed), typed)
    mark(terms.length === 0 ? null : { draw: text => <Marks text={text} terms={terms} /> })
  }, [typed])
  useEffect(() => () => mark(null), [])
}
