import { Music } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { fileSize } from './file-size.ts'
import { MediaLink } from './media-link.tsx'
import type { MediaOrigin } from './media-origin.ts'
import { PictureRoom, shapeOf } from './media-picture.tsx'
import pictureStyles from './media-picture.module.css'
import { MediaPlaceholder } from './media-placeholder.tsx'
import styles from './media-player.module.css'
import { hostOf, safeMediaUrl } from './rich-text/safe-href.ts'
import { useMediaAllowed } from './use-media-allowed.ts'

type PlayedKind = 'video' | 'audio'

interface MediaPlayerProps {
  kind: PlayedKind
  url: string | undefined
  origin: MediaOrigin
  /** As its sender calls it; '' where nobody said. */
  mediaType?: string
  name?: string
  bytes?: number | null
  width?: number | null
  height?: number | null
  /** Address of a picture to stand there before it is played. */
  poster?: string | undefined
  /** Inside a link there can be no buttons. */
  inLink?: boolean
}

const playable = new Map<string, boolean>()

/** Whether this browser plays it; of what it was not told it is worth a try. */
function canPlay(kind: PlayedKind, mediaType: string): boolean {
  if (mediaType === '') return true
  const known = playable.get(mediaType)
  if (known !== undefined) return known
  const can = document.createElement(kind).canPlayType(mediaType) !== ''
  playable.set(mediaType, can)
  return can
}

/** A film or a recording: a player once it may be asked for, and even then nothing is fetched before it is played. */
export function MediaPlayer({ url, inLink = false, ...rest }: MediaPlayerProps) {
  const { kind, mediaType = '', name = '', bytes = null } = rest
  const safe = safeMediaUrl(url)
  if (safe === undefined || inLink || !canPlay(kind, mediaType))
    return <MediaLink kind={kind} url={url} name={name} mediaType={mediaType} bytes={bytes} inLink={inLink} />
  return <AskedPlayer {...rest} url={safe} />
}

/** A film's own shape where it is told, else that of most. A recording has a card of a fixed height. */
function roomOf(kind: PlayedKind, width: number | null, height: number | null): CSSProperties {
  if (kind === 'audio') return { blockSize: '12rem' }
  return width && height ? shapeOf(width, height) : shapeOf(16, 9)
}

interface KnownMedia extends Required<Omit<MediaPlayerProps, 'inLink' | 'mediaType' | 'origin' | 'poster' | 'width' | 'height' | 'url'>> {
  url: string
  poster: string | undefined
  room: CSSProperties
}

/** The same room before and after the consent. */
function AskedPlayer(props: Omit<MediaPlayerProps, 'inLink'> & { url: string }) {
  const { kind, url, origin, name = '', bytes = null, width = null, height = null } = props
  const poster = safeMediaUrl(props.poster)
  const urls = poster === undefined ? [url] : [url, poster]
  const allowed = useMediaAllowed(urls, origin)
  const room = roomOf(kind, width, height)
  const media = { kind, url, name, bytes, poster, room }
  return (
    <span className={styles.player}>
      {allowed === undefined && <PictureRoom style={room} />}
      {allowed === false && <MediaPlaceholder kind={kind} urls={urls} alt="" origin={origin} style={room} />}
      {allowed === true && <Player {...media} />}
      <Facts {...media} />
    </span>
  )
}

/** What it is, how big, and from where; its name opens it in a tab of its own. */
function Facts({ kind, url, name, bytes }: Pick<KnownMedia, 'kind' | 'url' | 'name' | 'bytes'>) {
  const { t, intl } = useText()
  return (
    <span className={styles.facts}>
      <span>
        <a className={styles.name} href={url} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
          <bdi>{name || t(`post.media.${kind}`)}</bdi>
        </a>
      </span>
      {bytes !== null && bytes > 0 && <span>{fileSize(intl, bytes)}</span>}
      <bdi>{hostOf(url)}</bdi>
    </span>
  )
}

function Player({ kind, url, name, poster, room }: KnownMedia) {
  const { t } = useText()
  const [attempt, setAttempt] = useState(0)
  const [isBroken, setIsBroken] = useState(false)
  const again = (): void => {
    setAttempt(attempt + 1)
    setIsBroken(false)
  }
  if (isBroken)
    return (
      <span className={cx(pictureStyles.box, pictureStyles.placeholder)} style={room}>
        <span>{t(`reading.media.broken.${kind}`, { host: hostOf(url) })}</span>
        <Button size="s" onClick={again}>
          {t('common.tryAgain')}
        </Button>
      </span>
    )
  const common = {
    src: url,
    controls: true,
    preload: 'none',
    'aria-label': name || t(`post.media.${kind}`),
    onError: () => setIsBroken(true),
  } as const
  return kind === 'video' ? (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody sends captions along
    <video key={attempt} {...common} className={styles.video} style={room} poster={poster} playsInline />
  ) : (
    <span className={cx(pictureStyles.box, pictureStyles.placeholder)} style={room}>
      <Music aria-hidden />
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody sends captions along */}
      <audio key={attempt} {...common} className={styles.audio} />
    </span>
  )
}
