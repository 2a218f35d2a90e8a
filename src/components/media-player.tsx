import { type CSSProperties, useState } from 'react'
import { allowMedia } from '#commands/allow-media.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { MediaFacts } from './media-facts.tsx'
import { MediaLink } from './media-link.tsx'
import { type MediaOrigin, sourceOf } from './media-origin.ts'
import { PictureRoom, shapeOf } from './media-picture.tsx'
import pictureStyles from './media-picture.module.css'
import { MediaPlaceholder } from './media-placeholder.tsx'
import styles from './media-player.module.css'
import { hostOf, safeMediaUrl } from './rich-text/safe-href.ts'
import { useMediaAllowed, useShownMedia } from './use-media-allowed.ts'
import { usePersonName } from './use-person-name.ts'
import { useRun } from './use-run.ts'
import { Listen } from './voice/listen.tsx'
import { playAlone } from './voice/play-alone.ts'

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
  /** In milliseconds. */
  length?: number
  /** Address of a picture to stand there before it is played. */
  poster?: string | undefined
  /** A very small picture of it that came along: nothing has to be asked for it. */
  thumbnail?: string
  /** Once it may be asked for, it is looked into before it is played: how a film begins, how loud a recording is. */
  previewed?: boolean
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
  const media = { ...rest, name, bytes, url: safe }
  return kind === 'video' ? <AskedFilm {...media} /> : <AskedRecording {...media} />
}

type KnownMedia = Required<Pick<MediaPlayerProps, 'kind' | 'name' | 'bytes' | 'origin'>> &
  Omit<MediaPlayerProps, 'inLink'> & { url: string }

/** The same room before and after the consent. */
function AskedFilm(film: KnownMedia) {
  const { kind, url, origin, width, height } = film
  const poster = safeMediaUrl(film.poster)
  const urls = poster === undefined ? [url] : [url, poster]
  const allowed = useMediaAllowed(urls, origin)
  // Its own shape where that is told, else that of most.
  const room = width && height ? shapeOf(width, height) : shapeOf(16, 9)
  return (
    <span className={styles.player}>
      {allowed === undefined && <PictureRoom style={room} />}
      {allowed === false && <MediaPlaceholder kind={kind} urls={urls} alt="" origin={origin} style={room} />}
      {allowed === true && <Film {...film} poster={poster ?? film.thumbnail} room={room} />}
      <MediaFacts {...film} />
    </span>
  )
}

function Film({
  url,
  name,
  poster,
  previewed = false,
  room,
}: Pick<KnownMedia, 'url' | 'name' | 'poster' | 'previewed'> & { room: CSSProperties }) {
  const { t } = useText()
  const { attempt, isBroken, fail, again } = useAttempts()
  if (isBroken)
    return (
      <span className={cx(pictureStyles.box, pictureStyles.placeholder)} style={room}>
        <span>{t('reading.media.broken.video', { host: hostOf(url) })}</span>
        <Button size="s" onClick={again}>
          {t('common.tryAgain')}
        </Button>
      </span>
    )
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody sends captions along
    <video
      key={attempt}
      className={styles.video}
      style={room}
      src={url}
      poster={poster}
      controls
      playsInline
      preload={previewed && poster === undefined ? 'metadata' : 'none'}
      aria-label={name || t('post.media.video')}
      onPlay={({ currentTarget }) => playAlone(currentTarget)}
      onError={fail}
    />
  )
}

/** A recording takes one line, whether it may be fetched or not: to play it is to want it. */
function AskedRecording({ url, origin, name, bytes, length, previewed = false }: KnownMedia) {
  const { t } = useText()
  const run = useRun()
  const allowed = useMediaAllowed([url], origin)
  const show = useShownMedia(store => store.show)
  const { attempt, isBroken, fail, again } = useAttempts()
  const source = sourceOf(origin)
  const owner = usePersonName(source)
  return (
    <span className={styles.player}>
      {isBroken ? (
        <span className={styles.broken}>
          <span>{t('reading.media.broken.audio', { host: hostOf(url) })}</span>
          <Button size="s" onClick={again}>
            {t('common.tryAgain')}
          </Button>
        </span>
      ) : (
        <Listen
          key={attempt}
          {...{ url, bytes, length }}
          name={name || t('post.media.audio')}
          allowed={allowed === true}
          measured={previewed}
          onWanted={() => show([url])}
          onBroken={fail}
        />
      )}
      <MediaFacts kind="audio" url={url} name={name} bytes={bytes} />
      {allowed === false && (
        <span className={styles.choices}>
          <Button size="s" onClick={() => show([url])}>
            {t('reading.media.show.audio')}
          </Button>
          <Button size="s" variant="ghost" onClick={() => void run(db => allowMedia(db, { source, allowed: true }))}>
            {t('post.media.always', { name: owner })}
          </Button>
        </span>
      )}
    </span>
  )
}

/** What did not come can be asked for again, as a player of its own. */
function useAttempts() {
  const [attempt, setAttempt] = useState(0)
  const [isBroken, setIsBroken] = useState(false)
  const again = (): void => {
    setAttempt(attempt + 1)
    setIsBroken(false)
  }
  return { attempt, isBroken, fail: () => setIsBroken(true), again }
}
