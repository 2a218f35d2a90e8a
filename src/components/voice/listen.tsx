import { lazy, Suspense } from 'react'
import { outgoingFile, type Upload } from '#model/upload.ts'
import { useBlobUrl } from '../use-blob-url.ts'
import type { AudioPlayerProps } from './audio-player.tsx'
import styles from './listen.module.css'

const AudioPlayer = lazy(async () => ({ default: (await import('./audio-player.tsx')).AudioPlayer }))

/** A recording's player, in the room that it takes before it is there. */
export function Listen(props: AudioPlayerProps) {
  return (
    <span className={styles.room}>
      <Suspense>
        <AudioPlayer {...props} />
      </Suspense>
    </span>
  )
}

/** A recording that is only on this device. */
export function ListenHere({ upload }: { upload: Upload }) {
  const file = outgoingFile(upload)
  const url = useBlobUrl(file?.blob ?? null, upload.id)
  if (url === undefined || !file) return <span className={styles.room} />
  return <Listen {...{ url, blob: file.blob, name: upload.name, bytes: file.bytes, length: file.length }} allowed measured />
}
