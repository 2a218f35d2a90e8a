import { PencilLine } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Post } from '#model/post.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './post-header.module.css'

// The comparison of texts travels only to those who want to see one.
const VersionsDialog = lazy(async () => ({ default: (await import('./versions-dialog.tsx')).VersionsDialog }))

/** Says that a post was changed, and shows what it said before. */
export function EditedMark({ post }: { post: Post }) {
  const { t, intl } = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className={styles.edited}
        aria-haspopup="dialog"
        title={intl.formatDate(post.updatedAt, { dateStyle: 'full', timeStyle: 'short' })}
        onClick={() => setOpen(true)}
      >
        <PencilLine aria-hidden />
        {t('post.edited')}
        <VisuallyHidden>. {t('reading.versions.show')}</VisuallyHidden>
      </button>
      {open && (
        <Suspense>
          <VersionsDialog post={post} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
