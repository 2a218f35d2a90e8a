import type { CSSProperties, ReactNode } from 'react'
import { isDrawn, outgoingFile, type Upload } from '#model/upload.ts'
import { LoadedPicture, PictureRoom } from './media-picture.tsx'
import { useBlobUrl } from './use-blob-url.ts'

/** What of a file can be shown from this device. Null until it was looked into: one that fills the memory is not opened. */
export function shownBlob(upload: Upload): Blob | null {
  const file = outgoingFile(upload)
  return file && upload.state !== 'kept' && upload.left === null && isDrawn(file) ? file.blob : null
}

/** Under which name its address is held: another one once there is something else to see. */
export function shownName({ id, state, original }: Upload): string {
  return `${id} ${state === 'kept'} ${original}`
}

interface WaitingPictureProps {
  upload: Upload
  style: CSSProperties
  className?: string | undefined
  children?: ReactNode
}

/** A picture of mine that waits to be sent: drawn from this device, with no request to anybody. */
export function WaitingPicture({ upload, style, className, children }: WaitingPictureProps) {
  const url = useBlobUrl(shownBlob(upload), shownName(upload))
  if (url === undefined) return <PictureRoom style={style} />
  return (
    <LoadedPicture url={url} alt={upload.alt || upload.name} style={style} className={className}>
      {children}
    </LoadedPicture>
  )
}
