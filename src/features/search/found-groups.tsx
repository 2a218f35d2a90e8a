import { useId, type ReactNode } from 'react'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { type Place, placeOfChat, placeOfNode, placeOfPerson, placeOfPost } from '#components/places.ts'
import { usePersonName } from '#components/use-person-name.ts'
import type { FoundCommunity, FoundMessage, FoundPerson, FoundPost } from '#storage/search.ts'
import { Avatar } from '#ui/avatar.tsx'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import styles from './found-groups.module.css'
import { Marked } from './marked.tsx'

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <ul>{children}</ul>
    </section>
  )
}

function Row({ href, picture, children }: { href: Place; picture: ReactNode; children: ReactNode }) {
  return (
    <li>
      <a href={href} className={styles.row}>
        {picture}
        <span className={styles.text}>{children}</span>
      </a>
    </li>
  )
}

export function FoundPeople({ people }: { people: readonly FoundPerson[] }) {
  const { t } = useText()
  if (people.length === 0) return null
  return (
    <Group title={t('search.people')}>
      {people.map(({ jid, name }) => (
        <Row key={jid} href={placeOfPerson(jid)} picture={<PersonAvatar jid={jid} size={40} />}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          {name !== jid && (
            <span className={styles.detail} dir="auto">
              {jid}
            </span>
          )}
        </Row>
      ))}
    </Group>
  )
}

export function FoundCommunities({ communities }: { communities: readonly FoundCommunity[] }) {
  const { t } = useText()
  if (communities.length === 0) return null
  return (
    <Group title={t('search.communities')}>
      {communities.map(({ key, service, node, title }) => (
        <Row key={key} href={placeOfNode(service, node)} picture={<Avatar name={title} seed={key} size={40} />}>
          <span className={styles.name} dir="auto">
            {title}
          </span>
          <span className={styles.detail} dir="auto">
            {service}
          </span>
        </Row>
      ))}
    </Group>
  )
}

export function FoundPosts({ posts, query }: { posts: readonly FoundPost[]; query: string }) {
  const { t } = useText()
  if (posts.length === 0) return null
  return (
    <Group title={t('search.posts')}>
      {posts.map(post => (
        <Row
          key={post.key}
          href={placeOfPost(post.key)}
          picture={
            post.author ? <PersonAvatar jid={post.author} size={40} /> : <Avatar name={post.authorName} seed={post.authorName} size={40} />
          }
        >
          <span className={styles.top}>
            <span className={styles.name} dir="auto">
              {post.title || post.authorName || t('search.untitled')}
            </span>
            <Time at={post.at} className={styles.time ?? ''} />
          </span>
          <Marked text={post.excerpt} query={query} />
        </Row>
      ))}
    </Group>
  )
}

export function FoundMessages({ messages, query }: { messages: readonly FoundMessage[]; query: string }) {
  const { t } = useText()
  if (messages.length === 0) return null
  return (
    <Group title={t('search.messages')}>
      {messages.map(message => (
        <MessageRow key={message.key} message={message} query={query} />
      ))}
    </Group>
  )
}

function MessageRow({ message, query }: { message: FoundMessage; query: string }) {
  const { t } = useText()
  const name = usePersonName(message.conversation)
  return (
    <Row href={placeOfChat(message.conversation)} picture={<PersonAvatar jid={message.conversation} size={40} />}>
      <span className={styles.top}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <Time at={message.at} className={styles.time ?? ''} />
      </span>
      <span className={styles.detail}>
        {message.direction === 'out' && `${t('search.you')}: `}
        <Marked text={message.excerpt} query={query} />
      </span>
    </Row>
  )
}
