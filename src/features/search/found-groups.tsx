import { useId, type ReactNode } from 'react'
import type { SearchTerm } from '#model/search-terms.ts'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { type Place, placeOfMessage, placeOfNode, placeOfPerson, placeOfPost } from '#components/places.ts'
import { usePersonName } from '#components/use-person-name.ts'
import type { BareJid } from '#shared/jid.ts'
import type { FoundComment, FoundCommunity, FoundMessage, FoundPerson, FoundPost } from '#storage/search.ts'
import { Avatar } from '#ui/avatar.tsx'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import styles from './found-groups.module.css'
import { Marked } from './marked.tsx'

/** As far as one group of what was found is shown. */
interface Extent {
  limit: number
  onMore: () => void
}

function Group({ title, onMore, children }: { title: string; onMore: (() => void) | undefined; children: ReactNode }) {
  const { t } = useText()
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <ul>{children}</ul>
      {onMore && (
        <Button variant="ghost" size="s" onClick={onMore} aria-describedby={id}>
          {t('search.more')}
        </Button>
      )}
    </section>
  )
}

function Row({ href, picture, children }: { href: Place; picture: ReactNode; children: ReactNode }) {
  return (
    <li>
      <a href={href} className={styles.row} data-found>
        {picture}
        <span className={styles.text}>{children}</span>
      </a>
    </li>
  )
}

export function FoundPeople({ people, limit, onMore }: Extent & { people: readonly FoundPerson[] }) {
  const { t } = useText()
  if (people.length === 0) return null
  return (
    <Group title={t('search.people')} onMore={people.length > limit ? onMore : undefined}>
      {people.slice(0, limit).map(({ jid, name }) => (
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

export function FoundCommunities({ communities, limit, onMore }: Extent & { communities: readonly FoundCommunity[] }) {
  const { t } = useText()
  if (communities.length === 0) return null
  return (
    <Group title={t('search.communities')} onMore={communities.length > limit ? onMore : undefined}>
      {communities.slice(0, limit).map(({ key, service, node, title }) => (
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

export function FoundPosts({ posts, terms, limit, onMore }: Extent & { posts: readonly FoundPost[]; terms: readonly SearchTerm[] }) {
  const { t } = useText()
  if (posts.length === 0) return null
  return (
    <Group title={t('search.posts')} onMore={posts.length > limit ? onMore : undefined}>
      {posts.slice(0, limit).map(post => (
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
          <Marked text={post.excerpt} terms={terms} />
        </Row>
      ))}
    </Group>
  )
}

export function FoundComments({
  comments,
  terms,
  limit,
  onMore,
}: Extent & { comments: readonly FoundComment[]; terms: readonly SearchTerm[] }) {
  const { t } = useText()
  if (comments.length === 0) return null
  return (
    <Group title={t('search.comments')} onMore={comments.length > limit ? onMore : undefined}>
      {comments.slice(0, limit).map(comment => (
        <CommentRow key={comment.key} comment={comment} terms={terms} />
      ))}
    </Group>
  )
}

function CommentRow({ comment, terms }: { comment: FoundComment; terms: readonly SearchTerm[] }) {
  const { author, authorName, at, excerpt, postKey } = comment
  return (
    <Row
      href={placeOfPost(postKey)}
      picture={author ? <PersonAvatar jid={author} size={40} /> : <Avatar name={authorName} seed={authorName} size={40} />}
    >
      <span className={styles.top}>
        <span className={styles.name} dir="auto">
          {author ? <PersonName jid={author} /> : authorName}
        </span>
        <Time at={at} className={styles.time ?? ''} />
      </span>
      <Marked text={excerpt} terms={terms} />
    </Row>
  )
}

function PersonName({ jid }: { jid: BareJid }) {
  return usePersonName(jid)
}

export function FoundMessages({
  messages,
  terms,
  limit,
  onMore,
}: Extent & { messages: readonly FoundMessage[]; terms: readonly SearchTerm[] }) {
  const { t } = useText()
  if (messages.length === 0) return null
  return (
    <Group title={t('search.messages')} onMore={messages.length > limit ? onMore : undefined}>
      {messages.slice(0, limit).map(message => (
        <MessageRow key={message.key} message={message} terms={terms} />
      ))}
    </Group>
  )
}

function MessageRow({ message, terms }: { message: FoundMessage; terms: readonly SearchTerm[] }) {
  const { t } = useText()
  const name = usePersonName(message.conversation)
  return (
    <Row href={placeOfMessage(message.conversation, message.key)} picture={<PersonAvatar jid={message.conversation} size={40} />}>
      <span className={styles.top}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <Time at={message.at} className={styles.time ?? ''} />
      </span>
      <span className={styles.detail}>
        {message.direction === 'out' && `${t('search.you')}: `}
        <Marked text={message.excerpt} terms={terms} />
      </span>
    </Row>
  )
}
