import type { PostKey } from '#model/keys.ts'
import { getComment } from '#storage/comments.ts'
import { useText } from '#ui/text/use-text.ts'
import { personName } from './use-person-name.ts'
import { useRemembered } from './use-remembered.ts'

/** What the writer of a comment is called; null when there is no such comment, undefined until that is read. */
export function useCommentAuthor(key: PostKey): string | null | undefined {
  const { t } = useText()
  const name = useRemembered(`author ${key}`, async db => {
    const comment = await getComment(db, key)
    if (!comment) return null
    return comment.author ? await personName(db, comment.author) : comment.authorName
  })
  return name === '' ? t('post.author.unknown') : name
}
