import { FileText, Film, ImageIcon, Music } from 'lucide-react'
import { shownFileName } from '#shared/file-name.ts'
import { useText } from '#ui/text/use-text.ts'
import { fileSize } from './file-size.ts'
import styles from './media-link.module.css'
import { hostOf, safeHref } from './rich-text/safe-href.ts'

const ICONS = { video: Film, audio: Music, file: FileText, picture: ImageIcon }

/** At the end of a line, never at the beginning of the next. */
const SEPARATOR = '\u00A0· '

interface MediaLinkProps {
  kind: keyof typeof ICONS
  url: string | undefined
  name?: string
  /** As its sender calls it. */
  mediaType?: string
  /** Why it is not shown here, where that is not plain. */
  note?: string
  /** Size in bytes, when it is told. */
  bytes?: number | null
  /** Inside a link there can be no other. */
  inLink?: boolean
  /** Only on this device until now: nothing to open. */
  waits?: boolean
}

/** What a file is, in few letters: "PDF". Of types with long names it is not told, its name has an ending. */
function kindWord(mediaType: string): string {
  const word = /^[a-z]+\/(?:x-)?([a-z0-9]{2,5})(?:[+;]|$)/.exec(mediaType)?.[1] ?? ''
  return word.toUpperCase()
}

/** Something that is not loaded by itself: what it is, how big, and from where; a click opens it in a tab of its own. */
export function MediaLink({ inLink = false, waits = false, ...file }: MediaLinkProps) {
  const { t } = useText()
  const { kind, url, name = '' } = file
  const safe = safeHref(url)
  const words = shownFileName(name) || t(kind === 'picture' ? 'reading.media.large.picture' : `post.media.${kind}`)
  if (waits)
    return (
      <span className={styles.link}>
        <FileWords {...file} words={words} host="" />
      </span>
    )
  if (safe === undefined || inLink) return <bdi>{words}</bdi>
  return (
    <a className={styles.link} href={safe} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
      <FileWords {...file} words={words} host={hostOf(safe)} />
    </a>
  )
}

type FileWordsProps = Pick<MediaLinkProps, 'kind' | 'mediaType' | 'note' | 'bytes'> & { words: string; host: string }

function FileWords({ kind, mediaType = '', note = '', bytes = null, words, host }: FileWordsProps) {
  const { intl } = useText()
  const Icon = ICONS[kind]
  const size = bytes !== null && bytes > 0 ? fileSize(intl, bytes) : ''
  const facts = [kindWord(mediaType), size, note].filter(Boolean).join(SEPARATOR)
  return (
    <>
      <Icon aria-hidden />
      <span className={styles.text}>
        <span className={styles.name}>
          <bdi>{words}</bdi>
        </span>
        <span className={styles.facts}>
          {facts}
          {facts && host && SEPARATOR}
          <bdi>{host}</bdi>
        </span>
      </span>
    </>
  )
}
