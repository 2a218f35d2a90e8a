import { useState } from 'react'
import { useLiveQuery } from '#components/use-live-query.ts'
import type { NodeKey } from '#model/keys.ts'
import { MOST_NODES } from '#model/record.ts'
import { fold } from '#shared/fold.ts'
import { type Followed, followsByName } from '#storage/follows.ts'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import { NodePicture } from '#components/node-picture.tsx'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { VirtualList } from '#components/virtual-list.tsx'
import styles from './list-editor.module.css'

const keyOf = ({ key }: Followed): string => key
const ROW_REM = 3.25

interface ListMembersProps {
  /** What was in it when the dialog was opened: it stands above the rest. */
  first: ReadonlySet<NodeKey>
  chosen: ReadonlySet<NodeKey>
  onChange: (chosen: ReadonlySet<NodeKey>) => void
}

/** What one follows, to be checked; there may be hundreds, so only what is in sight is drawn. */
export function ListMembers({ first, chosen, onChange }: ListMembersProps) {
  const { t } = useText()
  const db = useDb()
  const [typed, setTyped] = useState('')
  const all = useLiveQuery(async () => followsByName(db, [...first]), [db, first])
  if (!all) return <div className={styles.frame} />
  if (all.length === 0) return <p className={styles.none}>{t('views.list.nothing')}</p>
  const wanted = fold(typed.trim())
  const fitting = all.filter(entry => wanted === '' || fold(entry.name).includes(wanted) || fold(addressOf(entry)).includes(wanted))
  const entries = [...fitting.filter(({ key }) => first.has(key)), ...fitting.filter(({ key }) => !first.has(key))]
  const isFull = chosen.size >= MOST_NODES
  const toggle = (key: NodeKey): void => {
    const next = new Set(chosen)
    if (!next.delete(key)) next.add(key)
    onChange(next)
  }
  return (
    <div className={styles.members}>
      <TextField
        type="search"
        label={t('views.list.find')}
        value={typed}
        autoComplete="off"
        onChange={event => setTyped(event.currentTarget.value)}
      />
      {isFull && (
        <p role="status" className={styles.none}>
          {t('views.list.full', { most: MOST_NODES })}
        </p>
      )}
      <div className={styles.frame} style={{ blockSize: `min(45dvh, ${Math.max(3, all.length) * ROW_REM}rem)` }}>
        {entries.length === 0 && <p className={styles.none}>{t('views.list.find.none')}</p>}
        {entries.length > 0 && (
          <VirtualList label={t('views.list.members')} entries={entries} keyOf={keyOf} className={styles.list ?? ''}>
            {entry => (
              <Member
                key={entry.key}
                entry={entry}
                isIn={chosen.has(entry.key)}
                isLocked={isFull && !chosen.has(entry.key)}
                onToggle={() => toggle(entry.key)}
              />
            )}
          </VirtualList>
        )}
      </div>
    </div>
  )
}

/** What tells two of one name apart. */
function addressOf({ kind, service, node }: Followed): string {
  return kind === 'person' ? service : `${node} · ${service}`
}

interface MemberProps {
  entry: Followed
  isIn: boolean
  isLocked: boolean
  onToggle: () => void
}

function Member({ entry, isIn, isLocked, onToggle }: MemberProps) {
  const { t } = useText()
  const { key, service, kind, name, avatarUrl, followed } = entry
  const address = addressOf(entry)
  return (
    <div role="listitem">
      <label className={styles.member}>
        {kind === 'person' ? (
          <PersonAvatar jid={service} size={36} />
        ) : (
          <NodePicture nodeKey={key} service={service} title={name} picture={avatarUrl} size={36} />
        )}
        <span className={styles.who}>
          <span className={styles.called}>
            <bdi>{name}</bdi>
          </span>
          {(name !== address || !followed) && (
            <span className={styles.address}> {followed ? <bdi>{address}</bdi> : t('views.list.unfollowed')}</span>
          )}
        </span>
        <input type="checkbox" className={styles.box} checked={isIn} disabled={isLocked} onChange={onToggle} />
      </label>
    </div>
  )
}
