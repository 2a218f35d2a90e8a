import { useText } from '#ui/text/use-text.ts'
import { fileSize } from './file-size.ts'
import styles from './media-player.module.css'
import { hostOf } from './rich-text/safe-href.ts'

interface MediaFactsProps {
  kind: 'video' | 'audio'
  /** Undefined while it is only on this device. */
  url?: string | undefined
  name: string
  bytes: number | null
}

/** What it is, how big, and from where; its name opens it in a tab of its own. */
export function MediaFacts({ kind, url, name, bytes }: MediaFactsProps) {
  const { t, intl } = useText()
  const words = <bdi>{name || t(`post.media.${kind}`)}</bdi>
  return (
    <span className={styles.facts}>
      <span>
        {url === undefined ? (
          words
        ) : (
          <a className={styles.name} href={url} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
            {words}
          </a>
        )}
      </span>
      {bytes !== null && bytes > 0 && <span>{fileSize(intl, bytes)}</span>}
      {url !== undefined && <bdi>{hostOf(url)}</bdi>}
    </span>
  )
}
