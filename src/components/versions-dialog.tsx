import type { Post } from '#model/post.ts'
import { versionsOf } from '#storage/versions.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import { useLiveQuery } from './use-live-query.ts'
import { VersionList, type Words } from './version-list.tsx'
import styles from './versions-dialog.module.css'

/** What a post said before, as far as this device saw it, each version held against the one before it. */
export function VersionsDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useText()
  const db = useDb()
  const versions = useLiveQuery(async () => versionsOf(db, post.key), [db, post.key])
  const all: Words[] = [post, ...(versions ?? [])]
  return (
    <Dialog open onClose={onClose} title={t('reading.versions')} className={styles.dialog}>
      {versions && (
        <>
          <p className={styles.note}>{t(versions.length === 0 ? 'reading.versions.none' : 'reading.versions.limits')}</p>
          {versions.length > 0 && <VersionList all={all} />}
        </>
      )}
    </Dialog>
  )
}
