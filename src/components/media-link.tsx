import { FileText, Film, Music } from 'lucide-react'
import { useText } from '#ui/text/use-text.ts'
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
}

/** Something that is not loaded by itself: what it is, how big, and from where; a click opens it in a tab of its own. */
export function MediaLink({ kind, url, name = '', bytes = null, inLink = false }: MediaLinkProps) {
  const { t, intl } = useText()
  const safe = safeHref(url)
  const Icon = ICONS[kind]
  const words = name || t(`post.media.${kind}`)
  if (safe === undefined || inLink) return <bdi>{words}</bdi>
  return (
    <a className={styles.link} href={safe} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
      <Icon aria-hidden />
      <span className={styles.text}>
        <bdi className={styles.name}>{words}</bdi>
        <span className={styles.facts}>
          {bytes !== null && bytes > 0 && `${fileSize(intl, bytes)} · `}
          <bdi>{hostOf(safe)}</bdi>
        </span>
      </span>
    </a>
  )
}

function fileSize(intl: { formatNumber: (value: number, options: object) => string }, bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return intl.formatNumber(value, { style: 'unit', unit, maximumFractionDigits: 1 })
}
