import { markMessage } from '#commands/mark-message.ts'
import { type Retracted, retractMessage } from '#commands/retract-message.ts'
import { undoRetractMessage } from '#commands/undo-retract-message.ts'
import { useMe } from '#components/account-context.tsx'
import { useSecondThoughts } from '#components/use-second-thoughts.ts'
import type { Message } from '#model/message.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'

interface ManyMessages {
  star: (messages: readonly Message[], on: boolean) => Promise<boolean>
  remove: (messages: readonly Message[]) => Promise<boolean>
}

/** What is done with several messages at once, and taken back at once. @returns whether it was done */
export function useManyMessages(): ManyMessages {
  const { t } = useText()
  const me = useMe()
  const withUndo = useSecondThoughts()
  return {
    star: (messages, on) =>
      withUndo(
        on ? 'acts.starred' : 'acts.unstarred',
        async db => {
          const changed: Message[] = []
          for (const message of messages) {
            const done = await markMessage(db, { message, as: 'starred', on, now: Date.now() })
            if (done === 'full') toast(t('acts.starred.full'))
            else if (done && done.was !== on) changed.push(message)
          }
          return changed.length > 0 ? changed : undefined
        },
        async (db, changed) => {
          for (const message of changed) await markMessage(db, { message, as: 'starred', on: !on, now: Date.now() })
          return true
        },
      ),
    remove: messages =>
      withUndo(
        'acts.deletedAll',
        async db => {
          const taken: Retracted[] = []
          for (const { key: messageKey } of messages) {
            const one = await retractMessage(db, { me, messageKey, now: Date.now(), undoMs: SECOND_THOUGHTS_MS })
            if (one) taken.push(one)
          }
          return taken.length > 0 ? taken : undefined
        },
        async (db, taken) => {
          let all = true
          for (const one of taken) all = (await undoRetractMessage(db, { me, ...one })) && all
          return all
        },
      ),
  }
}
