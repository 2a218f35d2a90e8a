import { Heart } from 'lucide-react'
import type { Like } from '#model/post.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './like-line.module.css'
import { PersonChip } from './person-chip.tsx'

const NAMED = 8

/** Who likes a post, by name. */
export function LikeLine({ likes }: { likes: readonly Like[] }) {
  const { t } = useText()
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
