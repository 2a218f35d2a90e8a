import type { Enclosure } from '#model/post.ts'
import { uploadIdOf } from '#model/upload.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useAccount } from './account-context.tsx'
import styles from './post-state.module.css'
import { type SessionStore, useSession } from './session-store.ts'

/** How much of some files has left, from 0 to 100; null when none of them is on its way. */
export function useUploadProgress(files: readonly Enclosure[]): number | null {
  return useSession(store =>
    percentOf(
      store,
      files.flatMap(file => uploadIdOf(file) ?? []),
    ),
  )
}

/** Each counts the same: how large the last ones are is known only when their turn comes. A number, so that only a change draws. */
function percentOf({ session, uploads }: SessionStore, ids: readonly string[]): number | null {
  if (session.kind !== 'online' || !ids.some(id => uploads.has(id))) return null
  const parts = ids.map(id => uploads.get(id)).map(part => (part && part.total > 0 ? part.sent / part.total : 0))
  return Math.round((100 * parts.reduce((sum, part) => sum + part, 0)) / ids.length)
}

/**
 * Files on their way, and the way to stop them.
 * @param owner key of what they belong to
 */
export function UploadLine({ owner, percent }: { owner: string; percent: number }) {
  const { t, intl } = useText()
  const account = useAccount()
  const words = t('files.uploading', { percent: intl.formatNumber(percent / 100, { style: 'percent' }) })
  return (
    <div className={styles.sending}>
      <progress className={styles.progress} max={100} value={percent} aria-label={words} />
      <p className={styles.percent}>{words}</p>
      <Button size="s" variant="ghost" onClick={() => void account.ask('cancel-upload', { owner }).catch(() => undefined)}>
        {t('common.cancel')}
      </Button>
    </div>
  )
}
