import { useSession } from '#components/session-store.ts'
import { SyncLine } from '#ui/sync-line.tsx'
import { useText } from '#ui/text/use-text.ts'

/** A thin line at the top while what happened meanwhile comes in. */
export function CatchUpLine() {
  const { t } = useText()
  const catchingUp = useSession(store => store.session.kind === 'online' && store.session.catchingUp)
  const phase = useSession(store => store.catchUp?.phase ?? 'archive')
  return catchingUp ? <SyncLine label={t(`shell.catchUp.${phase}`)} /> : null
}
