import { useLiveQuery } from 'dexie-react-hooks'
import { Heart } from 'lucide-react'
import type { PostKey } from '#model/keys.ts'
import { likersOf } from '#storage/comments.ts'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import styles from './like-line.module.css'
import { PersonChip } from './person-chip.tsx'

const NAMED = 8

/** Who likes a post, by name. */
export function LikeLine({ postKey }: { postKey: PostKey }) {
  const { t } = useText()
  const db = useDb()
  const likes = useLiveQuery(() => likersOf(db, postKey), [db, postKey], [])
  if (likes.length === 0) return null
  return (
    <section className={styles.likes} aria-label={t('post.likes')}>
      <Heart aria-hidden className={styles.heart} />
      <ul className={styles.people}>
        {likes.slice(0, NAMED).map(({ jid }) => (
          <li key={jid}>
            <PersonChip jid={jid} size={24} />
          </li>
        ))}
      </ul>
      {likes.length > NAMED && <span>{t('post.likes.more', { count: likes.length - NAMED })}</span>}
    </section>
  )
}
