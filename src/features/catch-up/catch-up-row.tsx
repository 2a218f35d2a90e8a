import { Heart, MessageCircle } from 'lucide-react'
import { memo, type RefObject, useEffect, useId, useRef, useState } from 'react'
import type { CatchUpRow as Row } from '#model/catch-up.ts'
import type { PostKey } from '#model/keys.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useDb } from '#components/account-context.tsx'
import { useFreshCounts } from '#components/fresh-counts.tsx'
import { useIsOpenPost } from '#components/open-beside.ts'
import { placeOfPost } from '#components/places.ts'
import { PostCard } from '#components/post-card.tsx'
import { noteRead, useReadWatch } from '#components/read-watch.ts'
import { nameOfPost, useRemembered } from '#components/use-remembered.ts'
import { useNear } from '#components/use-near.ts'
import { getPost } from '#storage/posts.ts'
import styles from './catch-up-row.module.css'
import { RowPicture } from './row-picture.tsx'

interface CatchUpRowProps {
  row: Row
  /** Who wrote it, where the heading does not tell. */
  author: string
  isRead: boolean
  /** The whole card stands below it. */
  isOpen: boolean
  /** Where there is room a post opens beside the list, else in its place. */
  opensBeside: boolean
  onToggle: (key: PostKey) => void
}

/** A post in a line or two. */
export const CatchUpRow = memo(function CatchUpRow({ row, author, isRead, isOpen, opensBeside, onToggle }: CatchUpRowProps) {
  const db = useDb()
  const id = useId()
  const watch = useReadWatch(row.key)
  const isBeside = useIsOpenPost(row.key)
  const open = (): void => {
    noteRead(db, row.key)
    onToggle(row.key)
  }
  const text = useRef<HTMLSpanElement>(null)
  const content = <Content row={row} author={author} isRead={isRead} text={text} />
  const classes = cx(styles.row, isRead && styles.read, (isOpen || isBeside) && styles.open)
  return (
    <li ref={watch} className={styles.item}>
      {opensBeside ? (
        <a href={placeOfPost(row.key)} className={classes} aria-current={isBeside ? 'true' : undefined} data-row>
          {content}
        </a>
      ) : (
        <button type="button" className={classes} aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} data-row onClick={open}>
          {content}
        </button>
      )}
      {isOpen && (
        <div id={id} className={styles.card}>
          <OpenPost postKey={row.key} />
        </div>
      )}
    </li>
  )
})

/** It may have been taken back since the list was made. */
function OpenPost({ postKey }: { postKey: PostKey }) {
  const { t } = useText()
  const post = useRemembered(nameOfPost(postKey), async db => (await getPost(db, postKey)) ?? null)
  return post === null ? <p className={styles.gone}>{t('post.missing.gone')}</p> : <PostCard postKey={postKey} />
}

type Counts = Pick<Row, 'likeCount' | 'commentCount'>

/** How much was said to it: as it was known when the list was made, then as it is told while one looks. */
function useCounts(row: Row, near: boolean): Counts {
  const db = useDb()
  const [told, setTold] = useState<Counts>()
  const isTold = useFreshCounts(row, near)
  useEffect(() => {
    if (!isTold) return undefined
    let left = false
    const read = async (): Promise<void> => {
      const post = await getPost(db, row.key)
      if (post && !left) setTold(post)
    }
    void read()
    return () => {
      left = true
    }
  }, [db, row.key, isTold])
  return told ?? row
}

interface ContentProps extends Pick<CatchUpRowProps, 'row' | 'author' | 'isRead'> {
  text: RefObject<HTMLSpanElement | null>
}

function Content({ row, author, isRead, text }: ContentProps) {
  const { t, intl } = useText()
  const near = useNear(text)
  const { words, warning, kinds, picture } = row
  const { likeCount, commentCount } = useCounts(row, near)
  const isDelicate = warning !== null
  const told = isDelicate ? `${t('reading.warning')} ${warning || t('reading.warning.delicate')}` : words || picture?.alt
  return (
    <>
      <span className={styles.mark} aria-hidden />
      <span ref={text} className={styles.text}>
        <span className={styles.words} dir="auto">
          {told || (picture ? t('post.media.pictures', { count: 1 }) : t('post.untitled'))}
        </span>
        <span className={styles.facts}>
          {isRead && <VisuallyHidden>{t('catchUp.row.read')} </VisuallyHidden>}
          {author !== '' && <bdi className={styles.author}>{author}</bdi>}
          <Time at={row.sortAt} />
          {kinds.includes('repost') && <span>{t('catchUp.row.repost')}</span>}
          {kinds.includes('answer') && <span>{t('catchUp.row.answer')}</span>}
          {commentCount > 0 && (
            <span className={styles.number}>
              <MessageCircle aria-hidden />
              <span aria-hidden>{intl.formatNumber(commentCount, { notation: 'compact' })}</span>
              <VisuallyHidden>{t('catchUp.row.answers', { count: commentCount })}</VisuallyHidden>
            </span>
          )}
          {likeCount > 0 && (
            <span className={styles.number}>
              <Heart aria-hidden />
              <span aria-hidden>{intl.formatNumber(likeCount, { notation: 'compact' })}</span>
              <VisuallyHidden>{t('catchUp.row.likes', { count: likeCount })}</VisuallyHidden>
            </span>
          )}
        </span>
      </span>
      {picture && (
        <>
          <RowPicture row={row} picture={picture} near={near} />
          <VisuallyHidden>{t('catchUp.row.picture')}</VisuallyHidden>
        </>
      )}
    </>
  )
}
