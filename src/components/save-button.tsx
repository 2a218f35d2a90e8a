import { Bookmark } from 'lucide-react'
import { savePost } from '#commands/save-post.ts'
import { unsavePost } from '#commands/unsave-post.ts'
import type { PostKey } from '#model/keys.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import { getSaved } from '#storage/saved.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { useRemembered } from './use-remembered.ts'
import { useRun } from './use-run.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

interface SaveButtonProps {
  postKey: PostKey
  title: string
  /** Nobody could find it again: it is at no service yet. */
  isNowhere?: boolean
}

/** Under which name it is remembered whether a post is saved. */
export function nameOfSaved(key: PostKey): string {
  return `saved ${key}`
}

/** Keeps a post where it is found again. */
export function SaveButton({ postKey, title, isNowhere = false }: SaveButtonProps) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const withUndo = useSecondThoughts()
  const isSaved = useRemembered(nameOfSaved(postKey), async db => (await getSaved(db, postKey)) !== undefined) ?? false
  const unsave = (): Promise<boolean> =>
    withUndo(
      'saved.removed',
      db => unsavePost(db, { me, postKey, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }),
      (db, { savedAt }) => savePost(db, { postKey, title, now: Date.now(), savedAt }),
    )
  const save = (): Promise<unknown> => run(db => savePost(db, { postKey, title, now: Date.now() }))
  return (
    <IconButton
      label={t('saved.save')}
      icon={<Bookmark />}
      pressed={isSaved}
      {...(isNowhere && !isSaved ? { disabled: true, title: t('saved.notYet') } : {})}
      onClick={() => void (isSaved ? unsave() : save())}
    />
  )
}
