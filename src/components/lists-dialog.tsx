import { type FormEvent, useState } from 'react'
import { changeList } from '#commands/change-list.ts'
import { type NodeKey, nodeKeyOf } from '#model/keys.ts'
import { LONGEST_LIST_NAME, MOST_NODES } from '#model/record.ts'
import { randomId } from '#shared/ids.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import type { Listable } from './add-to-list.tsx'
import { FollowButton } from './follow-button.tsx'
import styles from './lists-dialog.module.css'
import { useAreListsHereOnly, useReaderLists } from './use-lists.ts'
import { useNode } from './use-node.ts'
import { useRun } from './use-run.ts'

/** In which lists something is. Each check holds at once. */
export function ListsDialog({ onClose, ...what }: Listable & { onClose: () => void }) {
  const { t } = useText()
  const key = nodeKeyOf(what)
  const known = useNode(key)
  return (
    <Dialog open onClose={onClose} title={t('views.add.title', { name: what.title })}>
      {known !== undefined && known?.followed !== 1 && (
        <div className={styles.form}>
          <p>{t('views.add.follow', { name: what.title })}</p>
          <div>
            <FollowButton {...what} size="m" />
          </div>
        </div>
      )}
      {known?.followed === 1 && <Lists nodeKey={key} />}
    </Dialog>
  )
}

function Lists({ nodeKey }: { nodeKey: NodeKey }) {
  const { t } = useText()
  const run = useRun()
  const isHereOnly = useAreListsHereOnly()
  const lists = useReaderLists()
  if (!lists) return null
  const turn = (id: string, isIn: boolean): void =>
    void run(db => changeList(db, { id, ...(isIn ? { add: [nodeKey] } : { remove: [nodeKey] }), now: Date.now() }))
  return (
    <div className={styles.form}>
      {isHereOnly && <Notice tone="info">{t('views.list.hereOnly')}</Notice>}
      {lists.length === 0 && <p>{t('views.add.none')}</p>}
      {lists.length > 0 && (
        <ul aria-label={t('views.add.lists')} className={styles.lists}>
          {lists.map(({ id, name, nodes }) => (
            <li key={id}>
              <Checkbox
                label={name}
                checked={nodes.includes(nodeKey)}
                disabled={nodes.length >= MOST_NODES && !nodes.includes(nodeKey)}
                onChange={event => turn(id, event.currentTarget.checked)}
              />
            </li>
          ))}
        </ul>
      )}
      <NewList nodeKey={nodeKey} />
    </div>
  )
}

function NewList({ nodeKey }: { nodeKey: NodeKey }) {
  const { t } = useText()
  const run = useRun()
  const [name, setName] = useState('')
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const list = { id: randomId(), name: name.trim(), add: [nodeKey], now: Date.now() }
    if (await run(db => changeList(db, list).then(() => true))) setName('')
  }
  return (
    <form className={styles.make} onSubmit={event => void make(event)}>
      <TextField
        label={t('views.add.new')}
        value={name}
        autoComplete="off"
        maxLength={LONGEST_LIST_NAME}
        onChange={event => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        {t('views.add.create')}
      </Button>
    </form>
  )
}
