import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { MediaGrid } from './media-grid.tsx'
import styles from './message-files.module.css'
import { UploadLine, useUploadProgress } from './upload-line.tsx'

/** What a message shares, with the very parts that posts have. Who sent it is sure: their server vouches for them. */
export function MessageFiles({ message: { files, from } }: { message: Message }) {
  if (!files || files.length === 0) return null
  return (
    <div className={styles.files}>
      <MediaGrid enclosures={files} origin={{ person: from, service: from }} all />
    </div>
  )
}

/** How far its files have come, while they are on their way. */
export function MessageUpload({ message: { key }, files }: { message: Message; files: readonly Enclosure[] }) {
  const percent = useUploadProgress(files)
  return percent === null ? null : <UploadLine owner={key} percent={percent} />
}
