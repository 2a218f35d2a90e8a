import { Globe, MessagesSquare } from 'lucide-react'
import type { PostLink } from '#model/post.ts'
import styles from './post-links.module.css'
import { placeOfXmppUri } from './xmpp-place.ts'
import { hostOf, safeHref } from './rich-text/safe-href.ts'

const MOST = 5

/** Pages the author attached, as the author describes them: nothing is fetched to show them. */
export function PostLinks({ links }: { links: readonly PostLink[] }) {
  const safe = new Map(links.flatMap(link => entryOf(link)))
  if (safe.size === 0) return null
  return (
    <ul className={styles.links}>
      {Array.from(safe.entries())
        .slice(0, MOST)
        .map(([href, link]) => (
          <li key={href}>
            <LinkCard href={href} link={link} />
          </li>
        ))}
    </ul>
  )
}

function entryOf(link: PostLink): [string, PostLink][] {
  const href = safeHref(link.url)
  return href === undefined ? [] : [[href, link]]
}

const OUTSIDE = { target: '_blank', rel: 'noreferrer noopener nofollow', referrerPolicy: 'no-referrer' } as const

interface LinkCardProps {
  href: string
  link: PostLink
  /** Where it has no picture of its own. */
  withIcon?: boolean
}

export function LinkCard({ href, link: { title, description }, withIcon = true }: LinkCardProps) {
  const place = placeOfXmppUri(href)
  const host = hostOf(href)
  const Icon = place ? MessagesSquare : Globe
  return (
    <a className={styles.link} href={place ?? href} {...(place ? {} : OUTSIDE)}>
      {withIcon && (
        <span className={styles.icon}>
          <Icon aria-hidden />
        </span>
      )}
      <span className={styles.text}>
        {/* Where it leads is told by the address and never by its title, which its author chose. */}
        <span className={styles.host}>
          <bdi>{host || href.replace(/[?].*$/, '')}</bdi>
        </span>
        <span className={styles.title}>
          <bdi>{title || href}</bdi>
        </span>
        {description && (
          <span className={styles.description}>
            <bdi>{description}</bdi>
          </span>
        )}
      </span>
    </a>
  )
}
