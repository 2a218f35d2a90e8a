import { useState } from 'react'
import { useAccount } from '#components/account-context.tsx'
import { useIsOnline } from '#components/use-question.ts'
import type { Marked } from '#storage/marks.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'

export interface OpenMarked {
  /** Fetches a message that was marked elsewhere. @returns false where it is not to be had, which was said then */
  open: (marked: Marked) => Promise<boolean>
  /** The mark whose message is on its way. */
  busy: string | null
}

export function useOpenMarked(): OpenMarked {
  const { t } = useText()
  const { ask } = useAccount()
  const online = useIsOnline()
  const [busy, setBusy] = useState<string | null>(null)
  const open: OpenMarked['open'] = async ({ id, conversation, name, mark: { archiveId = null, sentAt }, message }) => {
    if (message) return true
    if (!online) {
      toast(t('marked.offline'))
      return false
    }
    setBusy(id)
    try {
      const { found } = await ask('open-marked', { conversation, name, archiveId, sentAt })
      if (!found) toast(t('find.server.gone'))
      return found
    } catch {
      toast(t('marked.failed'))
      return false
    } finally {
      setBusy(null)
    }
  }
  return { open, busy }
}
