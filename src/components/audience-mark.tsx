import { CircleHelp, Globe, Lock, UserCheck, Users } from 'lucide-react'
import type { AccessModel } from '#model/node.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { AUDIENCE_LONG, AUDIENCE_SHORT } from './audience.ts'
import styles from './post-header.module.css'

const ICONS = { open: Globe, presence: Users, roster: Users, authorize: UserCheck, whitelist: Lock, unknown: CircleHelp }

/** Who can see it: an icon and a word, the whole sentence on hover. Of what nobody told us the icon is enough. */
export function AudienceMark({ access }: { access: AccessModel }) {
  const { t } = useText()
  const Icon = ICONS[access]
  return (
    <span className={styles.mark} title={t(AUDIENCE_LONG[access])}>
      <Icon aria-hidden />
      {access === 'unknown' ? (
        <VisuallyHidden>{t(AUDIENCE_SHORT[access])}</VisuallyHidden>
      ) : (
        <span className={styles.word}>{t(AUDIENCE_SHORT[access])}</span>
      )}
    </span>
  )
}
