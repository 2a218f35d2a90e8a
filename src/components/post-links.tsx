import { Link2 } from 'lucide-react'
import type { PostLink } from '#model/post.ts'
import styles from './post-links.module.css'
import { placeOfXmppUri } from './xmpp-place.ts'
import { hostOf, safeHref } from './rich-text/safe-href.ts'

const MOST = 5

/** Pages the author attached, as the author describes them: nothing is fetched to show them. */
export function PostLinks({ links }: { links: readonly PostLink[] }) {
  const safe = links.flatMap(link => {
    const href = safeHref(link.url)
    return href === undefined ? [] : [{ ...link, href }]
  })
  if (safe.length === 0) return null
  return (
    <ul className={styles.links}>
      {safe.slice(0, MOST).map(({ href, title, description }) => (
        <li key={href}>
          <a
            className={styles.link}
            href={placeOfXmppUri(href) ?? href}
            {...(placeOfXmppUri(href)
              ? {}
              : { target: '_blank', rel: 'noreferrer noopener nofollow', referrerPolicy: 'no-referrer' as const })}
          >
            <Link2 aria-hidden />
            <span className={styles.text}>
              <bdi className={styles.title}>{title || href}</bdi>
              {description && <bdi className={styles.description}>{description}</bdi>}
              <bdi className={styles.host}>{hostOf(href)}</bdi>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
