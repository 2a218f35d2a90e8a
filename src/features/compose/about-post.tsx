import { X } from 'lucide-react'
import type { Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { usePersonName } from '#components/use-person-name.ts'
import styles from './about-post.module.css'

interface AboutPostProps {
  kind: 'reply' | 'via'
  /** Null when it is not on this device, undefined until that is known. */
  post: Post | null | undefined
  onRemove: () => void
}

/** The post that the new one answers or repeats. */
export function AboutPost({ kind, post, onRemove }: AboutPostProps) {
  const { t } = useText()
  return (
    <section className={styles.card} aria-label={t(`compose.${kind}`)}>
      <div className={styles.words}>
        <span className={styles.label}>{t(`compose.${kind}`)}</span>
        {post === null && <p>{t('compose.about.missing')}</p>}
        {post && (
          <>
            {post.author && <Author jid={post.author} />}
            <p className={styles.title} dir="auto">
              {post.title}
            </p>
          </>
        )}
        {kind === 'via' && <p className={styles.hint}>{t('compose.via.hint')}</p>}
      </div>
      <IconButton label={t(`compose.${kind}.remove`)} icon={<X />} onClick={onRemove} />
    </section>
  )
}

function Author({ jid }: { jid: BareJid }) {
  const name = usePersonName(jid)
  return (
    <span className={styles.author}>
      <PersonAvatar jid={jid} size={24} />
      <bdi>{name}</bdi>
    </span>
  )
}
