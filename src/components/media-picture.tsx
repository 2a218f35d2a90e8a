import { type CSSProperties, type ReactNode, useRef, useState } from 'react'
import { keptPicture } from '#storage/kept-pictures.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import { hasTooManyPixels, isTooLarge, MORE_PATIENCE_MS, PATIENCE_MS, pixelsOfHuge, rememberHuge } from './media-limits.ts'
import { MediaLink } from './media-link.tsx'
import type { MediaOrigin } from './media-origin.ts'
import styles from './media-picture.module.css'
import { BrokenPicture, MediaPlaceholder, type PictureTrouble } from './media-placeholder.tsx'
import { safeMediaUrl } from './rich-text/safe-href.ts'
import { useBlobUrl } from './use-blob-url.ts'
import { useLiveQuery } from './use-live-query.ts'
import { useMediaAllowed } from './use-media-allowed.ts'
import { usePatience } from './use-patience.ts'

/** The extremes of a picture's shape in a list; what is beyond is cropped gently. */
const TALLEST = 3 / 4
const WIDEST = 5 / 2
const UNKNOWN = 4 / 3

/** The room a picture takes before it is there, so that nothing jumps when it comes. */
export function shapeOf(width: number | null | undefined, height: number | null | undefined): CSSProperties {
  const ratio = width && height && width > 0 && height > 0 ? width / height : UNKNOWN
  return { aspectRatio: String(Math.min(WIDEST, Math.max(TALLEST, ratio))) }
}

/** Nothing but the room, until it is known what may be shown in it. */
export function PictureRoom({ style }: { style: CSSProperties }) {
  return <span className={styles.box} style={style} />
}

interface RemotePictureProps {
  url: string | undefined
  alt: string
  origin: MediaOrigin
  width?: number | null
  height?: number | null
  /** Inside a link: no buttons, words until it may be shown. */
  bare?: boolean
}

/** A picture in somebody's text: shown when it may be fetched, offered otherwise. */
export function RemotePicture({ url, alt, origin, width, height, bare = false }: RemotePictureProps) {
  const { t } = useText()
  const safe = safeMediaUrl(url)
  const allowed = useMediaAllowed(safe === undefined ? [] : [safe], origin)
  const words = alt || t('post.media.pictures', { count: 1 })
  const style = shapeOf(width, height)
  if (safe !== undefined && isTooLarge({ width: width ?? null, height: height ?? null, bytes: null }))
    return <MediaLink kind="picture" url={safe} name={alt} note={t('reading.media.large')} inLink={bare} />
  if (safe === undefined || (bare && allowed !== true)) return <bdi>{words}</bdi>
  if (allowed === undefined) return <PictureRoom style={style} />
  if (!allowed) return <MediaPlaceholder urls={[safe]} alt={alt} origin={origin} style={style} />
  return <LoadedPicture url={safe} alt={alt} style={style} />
}

interface LoadedPictureProps {
  url: string
  alt: string
  style: CSSProperties
  className?: string | undefined
  /** A click shows it in the whole window; with a key or another button, in a tab of its own. */
  onOpen?: (() => void) | undefined
  children?: ReactNode
}

function huge(url: string): PictureTrouble | undefined {
  const pixels = pixelsOfHuge(url)
  return pixels === undefined ? undefined : { why: 'huge', pixels }
}

/** The picture itself. Only what may be fetched gets here. */
export function LoadedPicture({ url, alt, style, className, onOpen, children }: LoadedPictureProps) {
  const [attempt, setAttempt] = useState(0)
  const [trouble, setTrouble] = useState(() => huge(url))
  if (trouble) {
    const again = (): void => {
      setAttempt(attempt + 1)
      setTrouble(undefined)
    }
    const broken = <BrokenPicture url={url} alt={alt} trouble={trouble} style={style} className={className} onRetry={again} />
    if (trouble.why === 'huge') return broken
    return (
      <KeptPicture url={url} alt={alt} style={style} className={className} onOpen={onOpen} instead={broken}>
        {children}
      </KeptPicture>
    )
  }
  const picture = <TimedPicture url={url} alt={alt} patience={attempt === 0 ? PATIENCE_MS : MORE_PATIENCE_MS} onTrouble={setTrouble} />
  return (
    <span className={cx(styles.box, className)} style={style}>
      <Opening url={url} alt={alt} onOpen={onOpen}>
        {picture}
      </Opening>
      {children}
    </span>
  )
}

/** What opens the picture in the whole window, around it. */
function Opening({ url, alt, onOpen, children }: Pick<LoadedPictureProps, 'url' | 'alt' | 'onOpen' | 'children'>) {
  const { t } = useText()
  if (!onOpen) return children
  return (
    <a
      className={styles.opens}
      href={url}
      target="_blank"
      rel="noreferrer noopener nofollow"
      referrerPolicy="no-referrer"
      onClick={event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        onOpen()
      }}
      aria-label={alt === '' ? t('post.media.open') : undefined}
    >
      {children}
    </a>
  )
}

interface KeptPictureProps extends LoadedPictureProps {
  /** Where none is kept. */
  instead: ReactNode
}

/** A picture that does not come, as it was kept on this device with the post that was saved. */
function KeptPicture({ url, alt, style, className, onOpen, children, instead }: KeptPictureProps) {
  const db = useDb()
  const [failed, setFailed] = useState(false)
  const blob = useLiveQuery(async () => keptPicture(db, url), [db, url])
  const kept = useBlobUrl(blob ?? null, `${url} ${blob !== undefined}`)
  if (failed || kept === undefined) return instead
  return (
    <span className={cx(styles.box, className)} style={style}>
      <Opening url={url} alt={alt} onOpen={onOpen}>
        <TimedPicture url={kept} alt={alt} patience={PATIENCE_MS} onTrouble={() => setFailed(true)} />
      </Opening>
      {children}
    </span>
  )
}

interface TimedPictureProps {
  url: string
  alt: string
  patience: number
  onTrouble: (trouble: PictureTrouble) => void
}

/** It comes in time and in a bearable size, or not at all. */
export function TimedPicture({ url, alt, patience, onTrouble }: TimedPictureProps) {
  const image = useRef<HTMLImageElement>(null)
  usePatience(image, patience, () => onTrouble({ why: 'late' }))
  return (
    <img
      ref={image}
      className={styles.picture}
      src={url}
      alt={alt}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => onTrouble({ why: 'broken' })}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
        // Its sender said nothing about its size, or something else: it goes before it is unpacked.
        if (!hasTooManyPixels(naturalWidth, naturalHeight)) return
        rememberHuge(url, naturalWidth * naturalHeight)
        onTrouble({ why: 'huge', pixels: naturalWidth * naturalHeight })
      }}
    />
  )
}
