import type { CSSProperties } from 'react'
import type { Enclosure } from '#model/post.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './media-grid.module.css'
import { MediaLink } from './media-link.tsx'
import type { MediaOrigin } from './media-origin.ts'
import { LoadedPicture, PictureRoom, shapeOf } from './media-picture.tsx'
import { MediaPlaceholder } from './media-placeholder.tsx'
import { safeMediaUrl } from './rich-text/safe-href.ts'
import { useViewedPictures } from './picture-viewer/viewed-pictures.ts'
import { useMediaAllowed } from './use-media-allowed.ts'

/** What a browser draws without running anything; SVG and the rest are offered as files. */
const PICTURE = /^image\/(?:jpeg|png|gif|webp|avif|bmp)$/i
/** As many tiles as a card has; the last one counts the others. */
const MOST_TILES = 4
/** Bigger ones are not fetched by themselves: a picture that fills the memory stops the page. */
const MAX_BYTES = 30 * 1024 * 1024
const MAX_PIXELS = 64_000_000

function isPicture({ mediaType, url, bytes, width, height }: Enclosure): boolean {
  return (
    PICTURE.test(mediaType) && safeMediaUrl(url) !== undefined && (bytes ?? 0) <= MAX_BYTES && (width ?? 0) * (height ?? 0) <= MAX_PIXELS
  )
}

function kindOf(mediaType: string): 'video' | 'audio' | 'file' {
  return mediaType.startsWith('video/') ? 'video' : mediaType.startsWith('audio/') ? 'audio' : 'file'
}

/** What hangs on a post: its pictures as tiles, everything else as links. `all` shows every picture, not only the first four. */
export function MediaGrid({ enclosures, origin, all = false }: { enclosures: readonly Enclosure[]; origin: MediaOrigin; all?: boolean }) {
  const pictures = enclosures.filter(isPicture)
  const files = enclosures.filter(enclosure => !isPicture(enclosure))
  return (
    <>
      {pictures.length > 0 && <Pictures pictures={pictures} origin={origin} all={all} />}
      {files.length > 0 && (
        <div className={styles.files}>
          {files.map(file => (
            <MediaLink key={file.url} kind={kindOf(file.mediaType)} url={file.url} name={file.title} bytes={file.bytes} />
          ))}
        </div>
      )}
    </>
  )
}

function Pictures({ pictures, origin, all }: { pictures: readonly Enclosure[]; origin: MediaOrigin; all: boolean }) {
  const urls = pictures.flatMap(picture => safeMediaUrl(picture.url) ?? [])
  const allowed = useMediaAllowed(urls, origin)
  const tiles = all ? pictures : pictures.slice(0, MOST_TILES)
  const show = useViewedPictures(store => store.show)
  const view = (first: number) => () => {
    show(
      pictures.map(({ url, alt, title }) => ({ url, alt: alt || title })),
      first,
    )
  }
  const [first] = pictures
  // The same room before and after the consent: for one picture its own shape, for several the shape of the grid.
  const shape = pictures.length === 1 ? shapeOf(first?.width, first?.height) : shapeOf(3, 2)
  if (allowed === false) {
    const alts = pictures.map(picture => picture.alt || picture.title).filter(Boolean)
    return <MediaPlaceholder urls={urls} alt={alts.slice(0, MOST_TILES).join(' · ')} origin={origin} style={shape} />
  }
  if (tiles.length === 1 && first) return allowed ? <Tile picture={first} shape={shape} onOpen={view(0)} /> : <PictureRoom style={shape} />
  return (
    <div className={cx(styles.grid, tiles.length === 3 && styles.three)} style={tiles.length <= MOST_TILES ? shape : undefined}>
      {allowed &&
        tiles.map((picture, index) => (
          <Tile
            key={picture.url}
            picture={picture}
            shape={tiles.length > MOST_TILES ? { aspectRatio: '1' } : {}}
            onOpen={view(index)}
            more={!all && index === MOST_TILES - 1 ? pictures.length - MOST_TILES : 0}
          />
        ))}
    </div>
  )
}

interface TileProps {
  picture: Enclosure
  shape: CSSProperties
  onOpen: () => void
  more?: number
}

function Tile({ picture, shape, onOpen, more = 0 }: TileProps) {
  const { t } = useText()
  const url = safeMediaUrl(picture.url)
  if (url === undefined) return null
  return (
    <LoadedPicture url={url} alt={picture.alt || picture.title} style={shape} className={styles.tile} onOpen={onOpen}>
      {more > 0 && <span className={styles.more}>{t('post.media.more', { count: more })}</span>}
    </LoadedPicture>
  )
}
