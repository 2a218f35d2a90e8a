import { useSyncExternalStore } from 'react'
import { markMessage, type Marking, restoreMark, unmarkMessage } from '#commands/mark-message.ts'
import type { Message } from '#model/message.ts'
import { markIdOf } from '#model/message-mark.ts'
import type { MessageMark } from '#model/record.ts'
import { watchMarks } from '#storage/marks.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useDb } from './account-context.tsx'
import { sharedReading } from './shared-reading.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

const readingOf = sharedReading(watchMarks)

/** How I marked a message; undefined for most. */
export function useMark(message: Pick<Message, 'conversation' | 'originId' | 'archiveId'>): MessageMark | undefined {
  const { subscribe, current } = readingOf(useDb())
  const id = markIdOf(message)
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : current()?.get(id)))
}

const SAID = {
  pinned: { on: 'acts.pinned', off: 'acts.unpinned', full: 'acts.pinned.full' },
  starred: { on: 'acts.starred', off: 'acts.unstarred', full: 'acts.starred.full' },
} as const

/** Pins or stars, or takes that back, with a moment for second thoughts. */
export function useMarking(): {
  set: (message: Message, as: Marking['as'], on: boolean) => void
  remove: (id: string, as: Marking['as']) => void
} {
  const { t } = useText()
  const withUndo = useSecondThoughts()
  return {
    set: (message, as, on) =>
      void withUndo(
        SAID[as][on ? 'on' : 'off'],
        async db => {
          const done = await markMessage(db, { message, as, on, now: Date.now() })
          if (done === 'full') toast(t(SAID[as].full))
          return done === 'full' ? undefined : done
        },
        async (db, { was }) => (await markMessage(db, { message, as, on: was, now: Date.now() })) !== 'full',
      ),
    remove: (id, as) =>
      void withUndo(
        SAID[as].off,
        db => unmarkMessage(db, id, as, Date.now()),
        (db, mark) => restoreMark(db, id, mark, Date.now()),
      ),
  }
}
