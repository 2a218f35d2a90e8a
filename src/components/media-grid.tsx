import type { CSSProperties } from 'react'
import type { Enclosure } from '#model/post.ts'
import { shownFileName } from '#shared/file-name.ts'
import { enclosureOf, isDrawn, type Upload, uploadIdOf } from '#model/upload.ts'
import { getUploads } from '#storage/uploads.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import { FilmHere } from './film/film-here.tsx'
import styles from './media-grid.module.css'
import { isTooLarge, pixelsOfHuge } from './media-limits.ts'
import { MediaFacts } from './media-facts.tsx'
import { MediaLink } from './media-link.tsx'
import type { MediaOrigin } from './media-origin.ts'
import { LoadedPicture, PictureRoom, shapeOf } from './media-picture.tsx'
import { MediaPlaceholder } from './media-placeholder.tsx'
import { MediaPlayer } from './media-player.tsx'
import playerStyles from './media-player.module.css'
import { safeMediaUrl } from './rich-text/safe-href.ts'
import { useViewedPictures } from './picture-viewer/viewed-pictures.ts'
import { useLiveQuery } from './use-live-query.ts'
import { useMediaAllowed } from './use-media-allowed.ts'
import { ListenHere } from './voice/listen.tsx'
import { WaitingPicture } from './waiting-picture.tsx'

/** As many tiles as a card has; the last one counts the others. */
const MOST_TILES = 4

/** A picture that a browser simply draws, here or somewhere. */
function isAnyPicture({ mediaType, url }: Enclosure): boolean {
  return isDrawn({ mediaType }) && (safeMediaUrl(url) ?? uploadIdOf({ url })) !== undefined
}

function kindOf(mediaType: string): 'video' | 'audio' | 'file' {
  return mediaType.startsWith('video/') ? 'video' : mediaType.startsWith('audio/') ? 'audio' : 'file'
}

interface MediaGridProps {
  enclosures: readonly Enclosure[]
  origin: MediaOrigin
  /** Every picture, not only the first four. */
  all?: boolean
}

/** What hangs on a post or a message: its pictures as tiles, films and recordings as players, everything else as links. */
export function MediaGrid(props: MediaGridProps) {
  return props.enclosures.some(enclosure => uploadIdOf(enclosure) !== undefined) ? <WaitingMedia {...props} /> : <Media {...props} />
}

/** Files that are only on this device, by the addresses the post names them by. */
type Waiting = ReadonlyMap<string, Upload>
const NOTHING: Waiting = new Map()

/** Mine, and some of it not sent yet: what is known of a file by now is in its own row. */
function WaitingMedia({ enclosures, ...rest }: MediaGridProps) {
  const db = useDb()
  const ids = enclosures.flatMap(enclosure => uploadIdOf(enclosure) ?? [])
  const uploads = useLiveQuery(async () => getUploads(db, ids), [db, ids.join(' ')])
  const waiting = new Map(uploads?.map(upload => [enclosureOf(upload).url, upload]))
  const known = enclosures.map(enclosure => {
    const upload = waiting.get(enclosure.url)
    return upload ? enclosureOf(upload) : enclosure
  })
  return <Media {...rest} enclosures={known} waiting={waiting} />
}

function Media({ enclosures: told, origin, all = false, waiting = NOTHING }: MediaGridProps & { waiting?: Waiting }) {
  // Some clients name a file twice.
  const enclosures = Array.from(new Map(told.map(file => [file.url, file])).values())
  const isTile = (enclosure: Enclosure): boolean => isAnyPicture(enclosure) && !isTooLarge(enclosure) && !waiting.get(enclosure.url)?.left
  const pictures = enclosures.filter(isTile)
  const others = enclosures.filter(enclosure => !isTile(enclosure))
  const played = others.filter(isPlayed)
  const mine = others.flatMap(file => waiting.get(file.url) ?? []).filter(isPlayedHere)
  const files = others.filter(file => !isPlayed(file) && !mine.some(({ id }) => id === uploadIdOf(file)))
  return (
    <>
      {pictures.length > 0 && <Pictures pictures={pictures} origin={origin} all={all} waiting={waiting} />}
      {played.map(file => (
        <MediaPlayer key={file.url} {...file} kind={playedKind(file)} name={wordsOf(file)} origin={origin} previewed={all} />
      ))}
      {mine.map(upload => (
        <WaitingPlayer key={upload.id} upload={upload} />
      ))}
      {files.length > 0 && (
        <div className={styles.files}>
          {files.map(file => (
            <FileLink key={file.url} file={file} />
          ))}
        </div>
      )}
    </>
  )
}

function playedKind({ mediaType }: Pick<Enclosure, 'mediaType'>): 'video' | 'audio' {
  return mediaType.startsWith('video/') ? 'video' : 'audio'
}

/** A recording, or a film that turned out to be one that is played here. */
function isPlayedHere({ mediaType, width }: Upload): boolean {
  const kind = kindOf(mediaType)
  return kind === 'audio' || (kind === 'video' && width !== null)
}

/** A recording or a film of mine that waits to be sent, in the room that it has then. */
function WaitingPlayer({ upload }: { upload: Upload }) {
  const kind = playedKind(upload)
  return (
    <span className={playerStyles.player}>
      {kind === 'audio' ? <ListenHere upload={upload} /> : <FilmHere upload={upload} />}
      <MediaFacts kind={kind} name={upload.name} bytes={upload.bytes} />
    </span>
  )
}

/** What is only on this device yet waits as a link. */
function isPlayed(enclosure: Enclosure): boolean {
  return kindOf(enclosure.mediaType) !== 'file' && uploadIdOf(enclosure) === undefined
}

function FileLink({ file }: { file: Enclosure }) {
  const { t } = useText()
  const isLarge = isAnyPicture(file) && isTooLarge(file)
  const kind = isLarge ? 'picture' : kindOf(file.mediaType)
  const { url, title: name, mediaType, bytes } = file
  const note = isLarge ? t('reading.media.large') : ''
  return <MediaLink {...{ kind, url, name, mediaType, bytes, note }} waits={uploadIdOf(file) !== undefined} />
}

/** What a picture shows, in words, else what it is called. Many clients send the name as the words. */
function wordsOf({ alt, title }: Pick<Enclosure, 'alt' | 'title'>): string {
  return shownFileName(alt || title)
}

interface PicturesProps {
  pictures: readonly Enclosure[]
  origin: MediaOrigin
  all: boolean
  waiting: Waiting
}

function Pictures({ pictures, origin, all, waiting }: PicturesProps) {
  const urls = pictures.flatMap(picture => safeMediaUrl(picture.url) ?? [])
  const allowed = useMediaAllowed(urls, origin)
  const tiles = all ? pictures : pictures.slice(0, MOST_TILES)
  const show = useViewedPictures(store => store.show)
  const view = (picture: Enclosure) => () => {
    // The window shows the next one before it is asked for: what was dropped here must not come back there.
    const sent = pictures.filter(({ url }) => uploadIdOf({ url }) === undefined && pixelsOfHuge(url) === undefined)
    show(
      sent.map(({ url, alt, title, mediaType }) => ({ url, alt: wordsOf({ alt, title }), name: title, mediaType })),
      sent.indexOf(picture),
    )
  }
  const [first] = pictures
  // The same room before and after the consent: for one picture its own shape, for several the shape of the grid.
  const shape = pictures.length === 1 ? shapeOf(first?.width, first?.height) : shapeOf(3, 2)
  if (allowed === false) {
    const alts = pictures.map(wordsOf).filter(Boolean)
    return <MediaPlaceholder urls={urls} alt={alts.slice(0, MOST_TILES).join(' · ')} origin={origin} style={shape} />
  }
  if (tiles.length === 1 && first) {
    const upload = waiting.get(first.url)
    return allowed ? <Tile picture={first} upload={upload} shape={shape} onOpen={view(first)} /> : <PictureRoom style={shape} />
  }
  return (
    <div className={cx(styles.grid, tiles.length === 3 && styles.three)} style={tiles.length <= MOST_TILES ? shape : undefined}>
      {allowed &&
        tiles.map((picture, index) => (
          <Tile
            key={picture.url}
            picture={picture}
            upload={waiting.get(picture.url)}
            shape={tiles.length > MOST_TILES ? shapeAmong(index, tiles.length) : {}}
            onOpen={view(picture)}
            more={!all && index === MOST_TILES - 1 ? pictures.length - MOST_TILES : 0}
          />
        ))}
    </div>
  )
}

/** Two beside each other, and the last of an odd number alone in its row. */
function shapeAmong(index: number, count: number): CSSProperties {
  return index === count - 1 && count % 2 === 1 ? { aspectRatio: '2', gridColumn: 'span 2' } : { aspectRatio: '1' }
}

interface TileProps {
  picture: Enclosure
  /** Where it is drawn from while it is only here. */
  upload: Upload | undefined
  shape: CSSProperties
  onOpen: () => void
  more?: number
}

function Tile({ picture, upload, shape, onOpen, more = 0 }: TileProps) {
  const { t } = useText()
  const url = safeMediaUrl(picture.url)
  const others = more > 0 && <span className={styles.more}>{t('post.media.more', { count: more })}</span>
  if (upload)
    return (
      <WaitingPicture upload={upload} style={shape} className={styles.tile}>
        {others}
      </WaitingPicture>
    )
  if (url === undefined) return <PictureRoom style={shape} />
  return (
    <LoadedPicture url={url} alt={wordsOf(picture)} style={shape} className={styles.tile} onOpen={onOpen}>
      {others}
    </LoadedPicture>
  )
}
