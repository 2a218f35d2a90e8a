import type { BareJid } from '#shared/jid.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './presence-dot.module.css'
import { useSession } from './session-store.ts'

/** Whether somebody is there, on the corner of their picture (its parent is positioned). Nothing while it is not known. */
export function PresenceDot({ jid }: { jid: BareJid }) {
  const { t } = useText()
  const show = useSession(store => store.presence.get(jid))
  if (show === undefined || show === 'offline') return null
  return (
    <span className={cx(styles.dot, styles[show])}>
      <VisuallyHidden>{t(`chats.presence.${show}`)}</VisuallyHidden>
    </span>
  )
}
