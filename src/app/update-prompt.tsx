import { useEffect } from 'react'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useUpdate } from './update-store.ts'

/** Offers a new version in passing. Drafts and unsent rows are in the database, so a restart loses nothing. */
export function UpdatePrompt() {
  const { t } = useText()
  const restart = useUpdate(store => store.restart)
  useEffect(() => {
    if (!restart) return
    return toast(t('shell.update'), { action: { label: t('shell.update.restart'), onSelect: restart }, duration: Infinity })
  }, [restart, t])
  return null
}
