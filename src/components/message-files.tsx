import type { Message } from '#model/message.ts'
import { MediaGrid } from './media-grid.tsx'
import styles from './message-files.module.css'

/** What a message shares, with the very parts that posts have. Who sent it is sure: their server vouches for them. */
export function MessageFiles({ message: { files, from } }: { message: Message }) {
  if (!files || files.length === 0) return null
  return (
    <div className={styles.files}>
      <MediaGrid enclosures={files} origin={{ person: from, service: from }} all />
    </div>
  )
}
