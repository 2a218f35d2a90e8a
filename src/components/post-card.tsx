import { type KeyboardEvent, memo, type MouseEvent, type ReactNode, type Ref, useId } from 'react'
import type { PostKey } from '#model/keys.ts'
import { isBrief, type Post, type Via } from '#model/post.ts'
import { isOnlyRepeated, ownWords, quotationIn } from '#model/repost.ts'
import { getPost } from '#storage/posts.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useMe } from './account-context.tsx'
import frame from './card-frame.module.css'
import { Warned } from './content-warning.tsx'
import { FreshCounts } from './fresh-counts.tsx'
import { MediaGrid } from './media-grid.tsx'
import { originOf } from './media-origin.ts'
import { MutedCard } from './muted-card.tsx'
import { useIsOpenPost } from './open-beside.ts'
import { goTo, placeOfPost, placeOfTag } from './places.ts'
import { PostActions } from './post-actions.tsx'
import styles from './post-card.module.css'
import { PostHeader } from './post-header.tsx'
import { PostLinks } from './post-links.tsx'
import { isMine, PostMenu } from './post-menu.tsx'
import { PostLocation } from './post-location.tsx'
import { PostStateLine } from './post-state.tsx'
import { PostText } from './post-text.tsx'
import { titleOf } from './post-title.ts'
import { useReadWatch } from './read-watch.ts'
import { AnswerTo, CopyOf, PostPreview, RepeatedBy, useNamedPost } from './repost.tsx'
import { foldText } from './rich-text/fold-rich.ts'
import { PlainText } from './rich-text/plain-text.tsx'
import { UnreadSaved } from './unread-saved.tsx'
import { useUnmutedHere } from './use-unfolded.ts'
import { useCommentWish } from './use-comment-wish.ts'
import { nameOfPost, useRemembered } from './use-remembered.ts'

interface PostCardProps {
  postKey: PostKey
  /** Place in a feed, from 1 (WAI-ARIA feed pattern). */
  position?: number
}

/** A post in a list. It reads itself, so that a change of one post draws one card. */
export const PostCard = memo(function PostCard({ postKey, position }: PostCardProps) {
  const post = useRemembered(nameOfPost(postKey), async db => (await getPost(db, postKey)) ?? null)
  const wish = useCommentWish(store => store.wish)
  const isOpen = useIsOpenPost(postKey)
  const isUnmuted = useUnmutedHere(store => store.keys.has(postKey))
  const watch = useReadWatch(postKey)
  // Read a moment later, it must not be without a height until then: a list would draw a hundred of such.
  if (post === undefined && position !== undefined) return <div className={styles.room} />
  if (!post) return <UnreadSaved postKey={postKey} position={position} isMissing={post === null} />
  if (post.mutedBy !== undefined && !isUnmuted) return <MutedCard post={post} position={position} />
  const comment = (): void => {
    wish(postKey)
    goTo(placeOfPost(postKey))
  }
  return (
    <>
      <FreshCounts post={post} />
      <PostArticle post={post} position={position} onComment={comment} isOpen={isOpen} ref={watch} />
    </>
  )
})

const LONGEST_TITLE = 400
const LONGEST_BRIEF = 1000

/** A press anywhere on a card that is nothing else opens the post, and so does Enter while the card itself has the focus. */
function openOn(key: PostKey) {
  return {
    onClick: (event: MouseEvent<HTMLElement>) => {
      const onControl =
        event.target instanceof Element && event.target.closest('a, button, video, audio, dialog, [popover], [role=menu]') !== null
      const selecting = (getSelection()?.toString() ?? '') !== ''
      if (!onControl && !selecting && !event.defaultPrevented) goTo(placeOfPost(key))
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) goTo(placeOfPost(key))
    },
  }
}

/** What a card is in a feed: a stop for the keyboard, with its place, told in a sentence, that opens. */
function inFeed(post: Post, position: number, summaryId: string) {
  return {
    'aria-describedby': summaryId,
    'aria-posinset': position,
    'aria-setsize': -1,
    'data-place': placeOfPost(post.key),
    tabIndex: 0,
    ...openOn(post.key),
  }
}

interface PostArticleProps {
  post: Post
  onComment: () => void
  position?: number | undefined
  /** The whole of it: all the text, all pictures, its title no link. */
  full?: boolean
  /** It stands whole beside the list: here it only marks the place, and is not there a second time for hands and screen readers. */
  isOpen?: boolean
  onDeleted?: (() => void) | undefined
  /** Stands above all of it. */
  above?: ReactNode
  /** The post that it stands there for. */
  repeat?: Post
  ref?: Ref<HTMLElement>
}

export function PostArticle(props: PostArticleProps) {
  const { via } = props.post
  return via && isOnlyRepeated(props.post) ? <RepeatedArticle {...props} via={via} /> : <OneArticle {...props} />
}

/** A post that somebody repeated: the post itself where it is here, else the copy. */
function RepeatedArticle({ via, ...props }: PostArticleProps & { via: Via }) {
  const me = useMe()
  const { post } = props
  const original = useNamedPost(via)
  if (original === undefined) return <div className={styles.room} />
  if (original === null) return <OneArticle {...props} above={<CopyOf via={via} />} />
  const mine = isMine(post, me) && <PostMenu post={post} inLine />
  return <OneArticle {...props} post={original} repeat={post} above={<RepeatedBy post={post}>{mine}</RepeatedBy>} />
}

function OneArticle({ post, onComment, position, full = false, isOpen = false, onDeleted, above, repeat, ref }: PostArticleProps) {
  const titleId = useId()
  const summaryId = useId()
  const words = ownWords(post)
  const said = words ? { ...post, ...words } : post
  const opens = position === undefined ? {} : inFeed(post, position, summaryId)
  return (
    <article
      ref={ref}
      className={cx(frame.frame, styles.card, full && styles.full, isOpen && styles.open)}
      inert={isOpen}
      aria-hidden={isOpen || undefined}
      aria-labelledby={titleId}
      {...opens}
    >
      {above}
      {post.inReplyTo && <AnswerTo address={post.inReplyTo} />}
      <PostHeader post={post} summaryId={position === undefined ? undefined : summaryId} />
      <PostMenu post={post} onDeleted={onDeleted} repeat={repeat} />
      <Warned
        post={post}
        titleId={titleId}
        title={<Title id={titleId} post={said} full={full} />}
        titleTells={isBrief(said) || repeats(said)}
      >
        <PostText post={said} full={full} />
        {words && post.via && <PostPreview address={post.via} named={post.via} copy={quotationIn(post)} />}
        <MediaGrid enclosures={post.enclosures} origin={originOf(post)} all={full} />
        <PostLinks links={post.links} />
      </Warned>
      {post.location && <PostLocation location={post.location} />}
      <Tags tags={untold(post)} />
      <PostStateLine post={post} />
      <PostActions post={post} onComment={onComment} />
    </article>
  )
}

/** The title was made from the first words of the text: drawing both would say it twice. */
function repeats({ title, text, rich }: Post): boolean {
  const words = title.replace(/…$/, '').trim()
  const told = rich ? plainTextOf(rich) : text.trimStart()
  return words !== '' && told.startsWith(words)
}

/** Nobody wrote a word, and the name of a file is none. */
function isCalledAfterFile({ title, enclosures }: Post): boolean {
  return enclosures.some(file => file.alt === '' && file.title === title)
}

function Title({ id, post, full }: { id: string; post: Post; full: boolean }) {
  const { t } = useText()
  const title = titleOf(post) || t('post.untitled')
  if (isBrief(post)) {
    const words = (
      <h2 id={id} className={cx(styles.title, styles.brief)}>
        <PlainText text={full ? title : foldText(title, LONGEST_BRIEF).text} />
      </h2>
    )
    return isCalledAfterFile(post) ? <VisuallyHidden>{words}</VisuallyHidden> : words
  }
  const words = <bdi>{title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title}</bdi>
  const heading = (
    <h2 id={id} className={styles.title} dir="auto">
      {full ? words : <a href={placeOfPost(post.key)}>{words}</a>}
    </h2>
  )
  return repeats(post) ? <VisuallyHidden>{heading}</VisuallyHidden> : heading
}

/** Tags that are not links in the text already, nor told by the warning. */
function untold({ tags, text, warning }: Post): string[] {
  const told = text.toLowerCase()
  return tags.filter(tag => !told.includes(`#${tag}`) && !(warning !== null && tag === 'nsfw'))
}

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null
  return (
    <ul className={styles.tags}>
      {tags.slice(0, 20).map(tag => (
        <li key={tag}>
          <a href={placeOfTag(tag)}>
            <bdi>#{tag}</bdi>
          </a>
        </li>
      ))}
    </ul>
  )
}
