import { useState } from 'react'
import type { PackSticker } from '#model/sticker-pack.ts'
import { PATIENCE_MS } from '../media-limits.ts'
import { TimedPicture } from '../media-picture.tsx'
import { safeMediaUrl } from '../rich-text/safe-href.ts'
import styles from './sticker-image.module.css'
import { useHeldSticker } from './use-held-sticker.ts'

interface StickerImageProps {
  sticker: PackSticker
  /** It may be fetched from where it lies; undefined until that is known. */
  allowed: boolean | undefined
}

/** One sticker among others, from this device if it is here. Its words, where it is not to be had. */
export function StickerImage({ sticker, allowed }: StickerImageProps) {
  const [hasFailed, setHasFailed] = useState(false)
  const held = useHeldSticker(sticker)
  const url = held ?? (held === null && allowed ? safeMediaUrl(sticker.url) : undefined)
  const isKnown = held !== undefined && allowed !== undefined
  return (
    <span className={styles.image} data-held={held ? '' : undefined}>
      {url !== undefined && !hasFailed ? (
        <TimedPicture url={url} alt={sticker.alt} patience={PATIENCE_MS} onTrouble={() => setHasFailed(true)} />
      ) : (
        isKnown && <bdi className={styles.words}>{sticker.alt}</bdi>
      )}
    </span>
  )
}
