import type { SessionTrouble } from '#model/session-state.ts'
import { useText } from '#ui/text/use-text.ts'

/** What is wrong with the connection and what to do about it, in words. `domain`: the server it is about. */
export function useTroubleText(): (trouble: SessionTrouble, domain: string) => { headline: string; help: string } {
  const { t } = useText()
  return (trouble, domain) => ({
    headline: t(`shell.trouble.${trouble}`, { domain: domain || '…' }),
    help: t(`shell.help.${trouble}`),
  })
}
