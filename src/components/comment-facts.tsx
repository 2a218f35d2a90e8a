import { useEffect } from 'react'
import type { PostKey } from '#model/keys.ts'
import type { Comment } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { getComment } from '#storage/comments.ts'
import { useCommentAuthor } from './use-comment-author.ts'
import { usePerson } from './use-person.ts'
import { useRemembered } from './use-remembered.ts'

/** What is drawn of a comment. */
export interface CommentFacts {
  comment: Comment
  /** What its author is called, '' when nobody knows. */
  name: string
  src: string | undefined
  /** Whom it answers, where its place does not say so. */
  to: string | null
}

interface FeederProps {
  commentKey: PostKey
  to: PostKey | null
  onFacts: (facts: CommentFacts | null) => void
}

/**
 * Keeps the facts of a comment up to date and draws nothing. It is a part of its own so that it can be left out for what is far from
 * the screen: every live query hears of every change, and with two thousand comments a page of new ones would take half a minute.
 */
export function CommentFeeder({ commentKey, to, onFacts }: FeederProps) {
  const comment = useRemembered(`comment ${commentKey}`, async db => (await getComment(db, commentKey)) ?? null)
  if (!comment) return comment === null && <Told facts={null} onFacts={onFacts} />
  return comment.author ? (
    <OfPerson comment={comment} jid={comment.author} to={to} onFacts={onFacts} />
  ) : (
    <OfAnswered comment={comment} name={comment.authorName} src={undefined} to={to} onFacts={onFacts} />
  )
}

interface PartProps extends Pick<FeederProps, 'to' | 'onFacts'> {
  comment: Comment
}

function OfPerson({ jid, ...rest }: PartProps & { jid: BareJid }) {
  const { name, src } = usePerson(jid)
  return <OfAnswered name={name} src={src} {...rest} />
}

function OfAnswered({ to, onFacts, ...facts }: PartProps & Omit<CommentFacts, 'to'>) {
  return to === null ? <Told facts={{ ...facts, to }} onFacts={onFacts} /> : <OfAnswer {...facts} to={to} onFacts={onFacts} />
}

function OfAnswer({ to, onFacts, ...facts }: PartProps & Omit<CommentFacts, 'to'> & { to: PostKey }) {
  const name = useCommentAuthor(to)
  return <Told facts={{ ...facts, to: name ?? null }} onFacts={onFacts} />
}

function Told({ facts, onFacts }: { facts: CommentFacts | null; onFacts: FeederProps['onFacts'] }) {
  const { comment, name, src, to } = facts ?? {}
  useEffect(() => {
    onFacts(comment ? { comment, name: name ?? '', src, to: to ?? null } : null)
  }, [comment, name, src, to, onFacts])
  return null
}
