import { Trash2 } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { changeList } from '#commands/change-list.ts'
import { deleteList } from '#commands/delete-list.ts'
import { undoDeleteList } from '#commands/undo-delete-list.ts'
import type { NodeKey } from '#model/keys.ts'
import { LONGEST_LIST_NAME, type ReaderList } from '#model/record.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import { randomId } from '#shared/ids.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { goTo, placeOfFeed, placeOfList } from '#components/places.ts'
import { useAreListsHereOnly } from '#components/use-lists.ts'
import { useRun } from '#components/use-run.ts'
import { useSecondThoughts } from '#components/use-second-thoughts.ts'
import styles from './list-editor.module.css'
import { ListMembers } from './list-members.tsx'

interface ListEditorProps {
  /** The list as it was when this was opened; a new one when left out. */
  list?: ReaderList & { id: string }
  onClose: () => void
  /** Something was put in. */
  onFilled?: () => void
}

/** Makes a list of the reader's or changes one: its name, and what is in it. */
export function ListEditor({ list, onClose, onFilled }: ListEditorProps) {
  const { t } = useText()
  const run = useRun()
  const form = useId()
  const isHereOnly = useAreListsHereOnly()
  const [name, setName] = useState(list?.name ?? '')
  const [before] = useState<ReadonlySet<NodeKey>>(() => new Set(list?.nodes))
  const [chosen, setChosen] = useState(before)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const id = list?.id ?? randomId()
    const add = [...chosen].filter(key => !before.has(key))
    const remove = [...before].filter(key => !chosen.has(key))
    const change = { id, name: name.trim(), add, remove, now: Date.now() }
    if (!(await run(db => changeList(db, change).then(() => true)))) return
    onClose()
    if (add.length > 0) onFilled?.()
    if (!list) goTo(placeOfList(id))
  }
  const footer = (
    <>
      {list && <DeleteButton id={list.id} onDeleted={onClose} />}
      <Button type="submit" form={form} variant="primary" disabled={name.trim() === ''}>
        {t(list ? 'views.list.save' : 'views.list.create')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t(list ? 'views.list.edit' : 'views.list.new')} footer={footer}>
      <form id={form} className={styles.form} onSubmit={event => void save(event)}>
        <TextField
          label={t('views.list.name')}
          hint={isHereOnly ? undefined : t('views.list.private')}
          value={name}
          autoFocus={!list}
          autoComplete="off"
          maxLength={Math.max(LONGEST_LIST_NAME, list?.name.length ?? 0)}
          onChange={event => setName(event.currentTarget.value)}
        />
        {isHereOnly && <Notice tone="info">{t('views.list.hereOnly')}</Notice>}
        <ListMembers first={before} chosen={chosen} onChange={setChosen} />
      </form>
    </Dialog>
  )
}

function DeleteButton({ id, onDeleted }: { id: string; onDeleted: () => void }) {
  const { t } = useText()
  const withUndo = useSecondThoughts()
  const remove = async (): Promise<void> => {
    const deletion = { id, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }
    const isDone = await withUndo(
      'views.list.deleted',
      db => deleteList(db, deletion),
      async (db, deleted) => {
        await undoDeleteList(db, deleted, Date.now())
        goTo(placeOfList(id))
        return true
      },
    )
    if (!isDone) return
    onDeleted()
    goTo(placeOfFeed())
  }
  return (
    <Button variant="ghost" icon={<Trash2 />} className={styles.delete} onClick={() => void remove()}>
      {t('views.list.delete')}
    </Button>
  )
}
