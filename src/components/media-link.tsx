import { FileText, Film, Music } from 'lucide-react'
import { useText } from '#ui/text/use-text.ts'
import { fileSize } from './file-size.ts'
import styles from './media-link.module.css'
import { hostOf, safeHref } from './rich-text/safe-href.ts'

const ICONS = { video: Film, audio: Music, file: FileText }

interface MediaLinkProps {
  kind: keyof typeof ICONS
  url: string | undefined
  name?: string
  /** Size in bytes, when it is told. */
  bytes?: number | null
  /** Inside a link there can be no other. */
  inLink?: boolean
  /** Only on this device until now: nothing to open. */
  waits?: boolean
}

/** Something that is not loaded by itself: what it is, how big, and from where; a click opens it in a tab of its own. */
export function MediaLink({ kind, url, name = '', bytes = null, inLink = false, waits = false }: MediaLinkProps) {
  const { t, intl } = useText()
  const safe = safeHref(url)
  const Icon = ICONS[kind]
  const words = name || t(`post.media.${kind}`)
  const size = bytes !== null && bytes > 0 ? fileSize(intl, bytes) : ''
  if (waits)
    return (
      <span className={styles.link}>
        <Icon aria-hidden />
        <span className={styles.text}>
          <bdi className={styles.name}>{words}</bdi>
          <span className={styles.facts}>{size}</span>
        </span>
      </span>
    )
  if (safe === undefined || inLink) return <bdi>{words}</bdi>
  return (
    <a className={styles.link} href={safe} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
      <Icon aria-hidden />
      <span className={styles.text}>
        <bdi className={styles.name}>{words}</bdi>
        <span className={styles.facts}>
          {size && `${size} · `}
          <bdi>{hostOf(safe)}</bdi>
        </span>
      </span>
    </a>
  )
}
