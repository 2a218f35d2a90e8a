import { ShieldQuestionMark } from 'lucide-react'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { Avatar } from '#ui/avatar.tsx'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import { AudienceMark } from './audience-mark.tsx'
import { EditedMark } from './edited-mark.tsx'
import { placeOfNode, placeOfPerson, placeOfPost } from './places.ts'
import styles from './post-header.module.css'
import { PostSummary } from './post-summary.tsx'
import { useNode } from './use-node.ts'
import { usePerson } from './use-person.ts'

interface PostHeaderProps {
  post: Post
  /** Of the sentence that tells screen readers of it, where there is to be one. */
  summaryId?: string | undefined
}

/** Who wrote it, where and when, and who can see it. */
export function PostHeader({ post, summaryId }: PostHeaderProps) {
  return (
    <header className={styles.header}>
      {post.author ? <Author jid={post.author} post={post} summaryId={summaryId} /> : <Nameless post={post} summaryId={summaryId} />}
    </header>
  )
}

function Author({ jid, post, summaryId }: PostHeaderProps & { jid: BareJid }) {
  const { name, src } = usePerson(jid)
  return (
    <>
      <a href={placeOfPerson(jid)} className={styles.avatar} tabIndex={-1} aria-hidden>
        <Avatar name={name} seed={jid} src={src} size={44} />
      </a>
      <div className={styles.lines}>
        <div className={styles.who}>
          <a href={placeOfPerson(jid)} className={styles.name} title={jid}>
            <bdi>{name}</bdi>
          </a>
          {!post.authorVerified && <Unverified />}
        </div>
        <Facts post={post} />
        {summaryId !== undefined && <PostSummary id={summaryId} post={post} name={name} />}
      </div>
    </>
  )
}

function Nameless({ post, summaryId }: PostHeaderProps) {
  const { t } = useText()
  const name = post.authorName || t('post.author.unknown')
  return (
    <>
      <Avatar name={name} seed={name} size={44} />
      <div className={styles.lines}>
        <div className={styles.who}>
          <bdi className={styles.name}>{name}</bdi>
          <Unverified />
        </div>
        <Facts post={post} />
        {summaryId !== undefined && <PostSummary id={summaryId} post={post} name={name} />}
      </div>
    </>
  )
}

/** The service does not vouch for the name: everybody could have written it. */
function Unverified() {
  const { t } = useText()
  return (
    <span className={styles.unverified} title={t('post.author.unverified.why')}>
      <ShieldQuestionMark aria-hidden />
      {t('post.author.unverified')}
    </span>
  )
}

function CommunityName({ post }: { post: Post }) {
  const { t } = useText()
  const node = useNode(nodeKeyOf(post))
  if (post.node === BLOG_NODE) return null
  return (
    <span className={styles.community}>
      {t('post.in')}{' '}
      <a href={placeOfNode(post.service, post.node)} title={`${post.node} · ${post.service}`}>
        <bdi>{node?.title || post.node}</bdi>
      </a>
    </span>
  )
}

function Facts({ post }: { post: Post }) {
  const node = useNode(nodeKeyOf(post))
  return (
    <div className={styles.facts}>
      <CommunityName post={post} />
      <a href={placeOfPost(post.key)} className={styles.time}>
        <Time at={post.publishedAt} />
      </a>
      <AudienceMark access={node?.accessModel ?? 'unknown'} />
      {post.edited && <EditedMark post={post} />}
    </div>
  )
}
