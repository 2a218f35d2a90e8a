import { deleteConversation, undoDeleteConversation } from '#commands/delete-conversation.ts'
import { setChat } from '#commands/set-chat.ts'
import type { BareJid } from '#shared/jid.ts'
import { useRun } from './use-run.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

interface RequestActs {
  accept: () => void
  /** @returns whether it is gone */
  remove: () => Promise<boolean>
}

/** What can be done with what a stranger wrote. */
export function useRequestActs(jid: BareJid): RequestActs {
  const run = useRun()
  const withUndo = useSecondThoughts()
  return {
    accept: () => void run(db => setChat(db, { conversation: jid, change: { accepted: true }, now: Date.now() })),
    remove: () => withUndo('requests.deleted', db => deleteConversation(db, jid), undoDeleteConversation),
  }
}
