import type { Message } from '#model/message.ts'
import { useText } from '#ui/text/use-text.ts'
import { RemotePicture } from './media-picture.tsx'
import styles from './message-links.module.css'
import { LinkCard } from './post-links.tsx'
import { safeHref } from './rich-text/safe-href.ts'

/** The pages that a message names, as its sender describes them: nothing is asked of them, and of their pictures only what may be. */
export function MessageLinks({ message: { links = [], from } }: { message: Pick<Message, 'links' | 'from'> }) {
  const { t } = useText()
  const origin = { person: from, service: from }
  const safe = links.flatMap(link => {
    const href = safeHref(link.url)
    return href === undefined ? [] : { ...link, href }
  })
  if (safe.length === 0) return null
  return (
    <ul className={styles.cards} aria-label={t('compose.cards')}>
      {safe.map(({ picture, href, ...link }) => (
        <li key={href} className={styles.card}>
          {picture && (
            <div className={styles.picture}>
              <RemotePicture {...picture} origin={origin} />
            </div>
          )}
          <LinkCard href={href} link={link} withIcon={!picture} />
        </li>
      ))}
    </ul>
  )
}
