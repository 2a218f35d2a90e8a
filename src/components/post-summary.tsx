import type { Post } from '#model/post.ts'
import { relativeTime } from '#ui/relative-time.ts'
import { useText } from '#ui/text/use-text.ts'
import { useMinute } from '#ui/time.tsx'

/** What a screen reader says of a card besides its title, in one sentence: who, when, and what became of it. */
export function PostSummary({ id, post, name }: { id: string; post: Post; name: string }) {
  const { t, intl } = useText()
  const time = relativeTime(intl, post.publishedAt, Math.max(useMinute(), post.publishedAt))
  return (
    <span id={id} hidden>
      {t('keys.summary', { name, time, likes: post.likeCount, comments: post.commentCount })}
    </span>
  )
}
