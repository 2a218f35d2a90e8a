import { Trash2 } from 'lucide-react'
import { discardDraft } from '#commands/discard-draft.ts'
import { restoreDraft } from '#commands/restore-draft.ts'
import { type Draft } from '#storage/schema.ts'
import { type DraftRow, draftIdOf, editedBy } from '#storage/drafts.ts'
import { firstLine } from '#model/post-content.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Time } from '#ui/time.tsx'
import { useText } from '#ui/text/use-text.ts'
import { placeOfCompose } from '#components/places.ts'
import { useSecondThoughts } from '#components/use-second-thoughts.ts'
import styles from './drafts-page.module.css'
import { useTargetName } from './use-target-name.ts'

/** Where a draft is gone on with. */
function placeOf(key: string) {
  const edit = editedBy(key)
  if (edit) return placeOfCompose({ edit })
  const draft = draftIdOf(key)
  return placeOfCompose(draft ? { draft } : {})
}

/** What kind of post it becomes, where that is not just a new one. */
function kindOf({ key, extras }: Draft): 'edit' | 'via' | 'reply' | undefined {
  if (editedBy(key)) return 'edit'
  if (extras?.via) return 'via'
  return extras?.reply ? 'reply' : undefined
}

/** A post that is being written: leads back to writing it. */
export function DraftItem({ draft, files }: DraftRow) {
  const { t } = useText()
  const withUndo = useSecondThoughts()
  const target = useTargetName(draft.target)
  const words = draft.title.trim() || firstLine(draft.text)
  const name = words || t('drafts.wordless')
  const kind = kindOf(draft)
  const remove = (): void => void withUndo('drafts.deleted', db => discardDraft(db, draft.key), restoreDraft)
  return (
    <li className={styles.item}>
      <a href={placeOf(draft.key)} className={styles.link}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.facts}>
          {kind && <span>{t(`drafts.${kind}`)}</span>}
          {target !== '' && <bdi>{target}</bdi>}
          {files > 0 && <span>{t('drafts.files', { count: files })}</span>}
          <Time at={draft.updatedAt} />
        </span>
      </a>
      <IconButton label={t('drafts.delete', { name })} icon={<Trash2 />} onClick={remove} />
    </li>
  )
}
