import { useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { useDb } from '#components/account-context.tsx'
import { messageOfDay } from '#storage/message-of-day.ts'
import type { MessagePlace } from '#storage/messages.ts'
import type { TextId } from '#ui/text/catalogue.ts'

interface DayInput {
  conversation: BareJid
  /** The archive has nothing older than what is here. */
  complete: boolean
  onShow: (place: MessagePlace) => void
}

interface GoToDay {
  /** What came of it, where one is not simply at that day. */
  said: TextId | null
  /** @param day as a date field has it; '' for none */
  goTo: (day: string) => Promise<void>
  forget: () => void
}

/** Leads to a day of a conversation, or to the next one that is here. */
export function useGoToDay({ conversation, complete, onShow }: DayInput): GoToDay {
  const db = useDb()
  const [said, setSaid] = useState<TextId | null>(null)
  return {
    said,
    goTo: async day => {
      const found = await messageOfDay(db, { conversation, day, complete })
      setSaid(null)
      if (!found) return
      const { place, isThatDay, isUnsure } = found
      if (place) onShow(place)
      if (isThatDay) return
      if (isUnsure) setSaid(place ? 'find.day.missingNext' : 'find.day.missing')
      else setSaid(place ? 'find.day.next' : 'find.day.none')
    },
    forget: () => setSaid(null),
  }
}
