import { outgoingFile, type Upload } from '#model/upload.ts'
import { useText } from '#ui/text/use-text.ts'
import { PictureRoom, shapeOf } from '../media-picture.tsx'
import playerStyles from '../media-player.module.css'
import { useBlobUrl } from '../use-blob-url.ts'
import { playAlone } from '../voice/play-alone.ts'

/** A film that is only on this device, in the room that it has once it is sent. */
export function FilmHere({ upload }: { upload: Upload }) {
  const { t } = useText()
  const file = outgoingFile(upload)
  const url = useBlobUrl(file?.blob ?? null, upload.id)
  const room = upload.width && upload.height ? shapeOf(upload.width, upload.height) : shapeOf(16, 9)
  if (url === undefined) return <PictureRoom style={room} />
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody sends captions along
    <video
      className={playerStyles.video}
      style={room}
      src={url}
      poster={upload.thumbnail}
      controls
      playsInline
      preload="none"
      aria-label={upload.name || t('post.media.video')}
      onPlay={({ currentTarget }) => playAlone(currentTarget)}
    />
  )
}
