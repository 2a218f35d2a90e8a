import type { ReactNode } from 'react'
import { placeOfXmppUri } from '../xmpp-place.ts'
import styles from './rich-text.module.css'
import { hostOf, promisedHost, safeHref } from './safe-href.ts'

interface SafeLinkProps {
  href: string | undefined
  /** What the link says, as text: when it promises another host than it leads to, the real one is shown beside it. */
  words: string
  title?: string | undefined
  children: ReactNode
}

/** A link out of somebody else's text. Addresses of posts, communities and people open here, the web in a tab of its own. */
export function SafeLink({ href, words, title, children }: SafeLinkProps) {
  const safe = safeHref(href)
  if (safe === undefined) return <span title={title}>{children}</span>
  const place = placeOfXmppUri(safe)
  if (place) return <a href={place}>{children}</a>
  const promised = promisedHost(words)
  const host = hostOf(safe)
  return (
    <>
      <a href={safe} title={safe} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
        {children}
      </a>
      {promised !== '' && promised.replace(/^www\./, '') !== host.replace(/^www\.|:\d+$/g, '') && (
        <bdi className={styles.host}> [{host || safe}]</bdi>
      )}
    </>
  )
}
