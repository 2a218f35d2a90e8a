import { Heart } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Like } from '#model/post.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './like-line.module.css'
import { PersonChip } from './person-chip.tsx'

const PeopleDialog = lazy(async () => ({ default: (await import('./people-dialog.tsx')).PeopleDialog }))

const NAMED = 8

/** Who likes a post, by name; all of them in a dialog. */
export function LikeLine({ likes }: { likes: readonly Like[] }) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  if (likes.length === 0) return null
  const rest = likes.length - NAMED
  return (
    <section className={styles.likes} aria-label={t('post.likes')}>
      <button type="button" className={styles.all} title={t('comments.likes.who')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Heart aria-label={t('comments.likes.who')} className={styles.heart} />
      </button>
      <ul className={styles.people}>
        {likes.slice(0, NAMED).map(({ jid }) => (
          <li key={jid}>
            <PersonChip jid={jid} size={24} />
          </li>
        ))}
        {rest > 0 && (
          <li>
            <button type="button" className={styles.more} aria-haspopup="dialog" onClick={() => setOpen(true)}>
              {t('post.likes.more', { count: rest })}
            </button>
          </li>
        )}
      </ul>
      {open && (
        <Suspense>
          <PeopleDialog title={t('comments.likes.who')} people={likes} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  )
}
