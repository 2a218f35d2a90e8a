import type { ReactNode } from 'react'
import { parsePostKey, type PostAddress } from '#model/keys.ts'
import type { Mention } from '#model/message-content.ts'
import type { Message } from '#model/message.ts'
import { parseGeoUri } from '#shared/geo-uri.ts'
import { MentionsContext } from './chat-text/mentions.ts'
import { ChatText } from './chat-text/chat-text.tsx'
import { deedOf } from './deed.ts'
import { PlaceCard } from './place/place-card.tsx'
import { titleOf } from './post-title.ts'
import { PostPreview, useNamedPost } from './repost.tsx'
import styles from './shared-post.module.css'
import { usePersonName } from './use-person-name.ts'

const NOBODY: readonly Mention[] = []

/** What a message says, with the post that it passes on. */
export function MessageText({ message, end }: { message: Message; end: ReactNode }) {
  const address = message.post === undefined ? undefined : parsePostKey(message.post)
  const actor = usePersonName(message.from)
  if (address) return <SharedPost address={address} body={message.body} end={end} />
  const place = parseGeoUri(message.body)
  if (place) return <PlaceCard place={place} end={end} />
  const deed = deedOf(message.body)
  const unstyled = message.unstyled === true
  return (
    <MentionsContext value={message.mentions ?? NOBODY}>
      <ChatText body={deed ?? message.body} end={end} unstyled={unstyled} {...(deed !== undefined && { actor })} />
    </MentionsContext>
  )
}

function SharedPost({ address, body, end }: { address: PostAddress; body: string; end: ReactNode }) {
  const stored = useNamedPost(address)
  return (
    <>
      <div className={styles.shared}>
        <PostPreview address={address} named={{ author: null, authorName: '' }} copy="" />
      </div>
      <ChatText body={wordsBeside(body, stored ? titleOf(stored).trim() : undefined)} end={end} />
    </>
  )
}

/** What else is said: address and title stand in the text for clients that show no card. */
function wordsBeside(body: string, title: string | undefined): string {
  const lines = body.split('\n').filter(line => !/^\s*xmpp:\S+\s*$/i.test(line))
  const words = lines.filter(line => title === undefined || line.trim() !== title)
  return words.join('\n').trim()
}
