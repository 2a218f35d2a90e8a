import { parsePostKey, type PostKey } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import { PostPreview } from './repost.tsx'
import styles from './shared-post.module.css'

/** A post that a message passes on. */
export function SharedPost({ postKey }: { postKey: PostKey }) {
  const address = parsePostKey(postKey)
  if (!address) return null
  return (
    <div className={styles.shared}>
      <PostPreview address={address} named={{ author: null, authorName: '' }} copy="" />
    </div>
  )
}

/** What else the message says: the address stands there for clients that show no card. */
export function wordsBeside({ body, post }: Message): string {
  if (post === undefined) return body
  const words = body
    .split('\n')
    .filter(line => !/^\s*xmpp:\S+\s*$/i.test(line))
    .join('\n')
    .trim()
  return words || body
}
