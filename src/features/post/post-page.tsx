import { FileQuestion } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLiveQuery } from '#components/use-live-query.ts'
import { type NodeAddress, parsePostKey, type PostKey } from '#model/keys.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import { likersOf } from '#storage/comments.ts'
import { getPost } from '#storage/posts.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import { CommentList } from '#components/comment-list.tsx'
import { failureWords } from '#components/failure-words.ts'
import { goTo, placeOfFeed, placeOfNode } from '#components/places.ts'
import { PostArticle } from '#components/post-card.tsx'
import { PostEcho } from '#components/post-echo.tsx'
import { FeedSkeleton } from '#components/post-feed.tsx'
import { noteRead } from '#components/read-watch.ts'
import { useCommentWish } from '#components/use-comment-wish.ts'
import { type Question, useIsOnline, useQuestion } from '#components/use-question.ts'
import { FindInPost } from './find-in-post.tsx'
import styles from './post-page.module.css'
import { PostSteps } from './post-steps.tsx'

/** One post, whole, with who likes it and what was said below it. */
export function PostPage({ postKey }: { postKey: PostKey }) {
  const { t } = useText()
  const db = useDb()
  const post = useLiveQuery(async () => (await getPost(db, postKey)) ?? null, [db, postKey])
  const question = useQuestion('open-post', { postKey }, { enabled: post !== undefined && post?.state !== 'queued' })
  const [drawn, setDrawn] = useState<PostKey>()
  const page = useRef<HTMLDivElement>(null)
  if (post && drawn !== postKey) setDrawn(postKey)
  const isHere = post != null
  useEffect(() => {
    if (isHere) noteRead(db, postKey)
  }, [db, postKey, isHere])
  return (
    <div ref={page}>
      <Page
        title={t('post.title')}
        back={placeOfFeed()}
        actions={
          post && (
            <>
              <FindInPost key={`find ${postKey}`} page={page} />
              <PostSteps key={postKey} post={post} page={page} />
            </>
          )
        }
      >
        {post ? (
          <WholePost key={postKey} post={post} />
        ) : (
          post === null && <MissingPost postKey={postKey} question={question} wasHere={drawn === postKey} />
        )}
      </Page>
    </div>
  )
}

function WholePost({ post }: { post: Post }) {
  const { t } = useText()
  const wish = useCommentWish(store => store.wish)
  return (
    <div className={styles.post} data-find>
      {!post.authorVerified && <Notice tone="warning">{t('post.author.unverified.why')}</Notice>}
      <PostArticle post={post} full onComment={() => wish(post.key)} onDeleted={() => goTo(placeOfFeed())} />
      <BelowPost post={post} />
    </div>
  )
}

/** Together, once it is read who likes it: else the comments would be pushed down a moment later. */
function BelowPost({ post }: { post: Post }) {
  const { t } = useText()
  const db = useDb()
  const likes = useLiveQuery(async () => likersOf(db, post.key), [db, post.key])
  return (
    likes && (
      <>
        <PostEcho post={post} likes={likes} />
        {post.comments && post.comments.service !== post.service && (
          <p className={styles.note}>{t('reading.comments.elsewhere', { host: post.comments.service })}</p>
        )}
        <CommentList post={post} />
      </>
    )
  )
}

interface MissingPostProps {
  postKey: PostKey
  question: Question<'open-post'>
  /** It was on the screen and was taken back: no answer will bring it again. */
  wasHere: boolean
}

/** A post that is not stored: on its way, or why it is not there. */
function MissingPost({ postKey, question, wasHere }: MissingPostProps) {
  const { t } = useText()
  const online = useIsOnline()
  if (wasHere) return <GonePost postKey={postKey} />
  if (question.asking) return <FeedSkeleton />
  if (!online) return <EmptyState icon={<FileQuestion />} title={t('post.missing.title')} text={t('post.missing.offline')} />
  if (question.failure)
    return (
      <EmptyState
        icon={<FileQuestion />}
        title={t('post.missing.title')}
        text={t(failureWords(question.failure))}
        action={<Button onClick={question.again}>{t('common.tryAgain')}</Button>}
      />
    )
  return question.answer?.found === false ? <GonePost postKey={postKey} /> : <FeedSkeleton />
}

function GonePost({ postKey }: { postKey: PostKey }) {
  const { t } = useText()
  const address = parsePostKey(postKey)
  return (
    <EmptyState
      icon={<FileQuestion />}
      title={t('post.missing.title')}
      text={t('post.missing.gone')}
      action={address && <ToNode {...address} />}
    />
  )
}

function ToNode({ service, node }: NodeAddress) {
  const { t } = useText()
  return (
    <ButtonLink href={placeOfNode(service, node)}>
      {t(node === BLOG_NODE ? 'post.missing.toPerson' : 'post.missing.toCommunity')}
    </ButtonLink>
  )
}
