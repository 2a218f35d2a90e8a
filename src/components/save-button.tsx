import { Bookmark } from 'lucide-react'
import type { ReactNode } from 'react'
import { savePost } from '#commands/save-post.ts'
import { unsavePost } from '#commands/unsave-post.ts'
import type { PostKey } from '#model/keys.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { useRun } from './use-run.ts'
import { useIsSaved } from './use-saved.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

interface SaveButtonProps {
  postKey: PostKey
  title: string
  /** Nobody could find it again: it is at no service yet. */
  isNowhere?: boolean
  /** There for as long as it is saved. */
  whileSaved?: ReactNode
}

/** Keeps a post where it is found again. */
export function SaveButton({ postKey, title, isNowhere = false, whileSaved }: SaveButtonProps) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const withUndo = useSecondThoughts()
  const isSaved = useIsSaved(postKey)
  const unsave = (): Promise<boolean> =>
    withUndo(
      'saved.removed',
      db => unsavePost(db, { me, postKey, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }),
      (db, { savedAt }) => savePost(db, { postKey, title, now: Date.now(), savedAt }),
    )
  const save = (): Promise<unknown> => run(db => savePost(db, { postKey, title, now: Date.now() }))
  return (
    <>
      <IconButton
        label={t('saved.save')}
        icon={<Bookmark />}
        pressed={isSaved}
        {...(isNowhere && !isSaved ? { disabled: true, title: t('saved.notYet') } : {})}
        onClick={() => void (isSaved ? unsave() : save())}
      />
      {isSaved && whileSaved}
    </>
  )
}
