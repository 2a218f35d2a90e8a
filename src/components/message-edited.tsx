import { lazy, Suspense, useState } from 'react'
import type { MessageVersion } from '#model/message.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './message-edited.module.css'

const VersionsDialog = lazy(async () => ({ default: (await import('./message-versions.tsx')).MessageVersions }))

/** Says that a message was changed, and shows what it said before. */
export function MessageEdited({ versions }: { versions: readonly MessageVersion[] }) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={styles.edited} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('post.edited')}
        <VisuallyHidden>. {t('reading.versions.show')}</VisuallyHidden>
      </button>
      {open && (
        <Suspense>
          <VersionsDialog versions={versions} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
