import type { Message } from '#model/message.ts'
import { areOnlyHere } from '#model/upload.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useDb } from './account-context.tsx'
import { personName } from './use-person-name.ts'

/** Puts what messages say on the clipboard: of one its words, of several who wrote them and when as well. */
export function useCopyMessages(): (messages: readonly Message[]) => Promise<void> {
  const { t, intl } = useText()
  const db = useDb()
  const line = async (message: Message): Promise<string> => {
    const name = await personName(db, message.from)
    return `[${intl.formatDate(message.sentAt, { dateStyle: 'short', timeStyle: 'short' })}] ${name}: ${wordsOf(message)}`
  }
  return async messages => {
    const [first] = messages
    if (!first) return
    try {
      const lines = messages.length === 1 ? [wordsOf(first)] : await Promise.all(messages.map(line))
      await navigator.clipboard.writeText(lines.join('\n'))
      toast(t('chats.message.copied'))
    } catch {
      // The browser may forbid it (no focus, no permission); then marking the text by hand is the way.
      toast(t('chats.message.copyFailed'))
    }
  }
}

/** Of one that says nothing where its files are. */
function wordsOf({ body, files = [] }: Message): string {
  return body || files.flatMap(({ url }) => (areOnlyHere([{ url }]) ? [] : url)).join('\n')
}
