import type { MessageVersion } from '#model/message.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useText } from '#ui/text/use-text.ts'
import { messageWords } from './file-words.ts'
import { VersionList } from './version-list.tsx'
import styles from './versions-dialog.module.css'

/** What a message said before, each version held against the one before it. */
export function MessageVersions({ versions, onClose }: { versions: readonly MessageVersion[]; onClose: () => void }) {
  const { t } = useText()
  // Who looks at them wants to see them, spoilers as well.
  const all = versions
    .toReversed()
    .map(({ body, files = [], at }) => ({ title: '', text: messageWords(t, { body, files }, '/me'), updatedAt: at }))
  return (
    <Dialog open onClose={onClose} title={t('reading.versions')} className={styles.dialog}>
      <VersionList all={all} />
    </Dialog>
  )
}
