import { useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { peopleToWriteTo } from '#storage/conversations.ts'
import { Checkbox } from '#ui/checkbox.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import styles from './people-picker.module.css'
import { PersonAvatar } from './person-avatar.tsx'
import { useLive } from './use-live.ts'

const MOST = 50

interface PeoplePickerProps {
  chosen: ReadonlySet<BareJid>
  onChange: (chosen: ReadonlySet<BareJid>) => void
}

/** People to write to, to choose several of. */
export function PeoplePicker({ chosen, onChange }: PeoplePickerProps) {
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const toggle = (jid: BareJid) => (isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(jid)
    else next.delete(jid)
    onChange(next)
  }
  return (
    <>
      <TextField label={t('share.find')} value={typed} autoComplete="off" onChange={event => setTyped(event.currentTarget.value)} />
      <People typed={typed} chosen={chosen} toggle={toggle} />
    </>
  )
}

interface PeopleProps {
  typed: string
  chosen: ReadonlySet<BareJid>
  toggle: (jid: BareJid) => (isChosen: boolean) => void
}

function People({ typed, chosen, toggle }: PeopleProps) {
  const { t } = useText()
  const db = useDb()
  const people = useLive(() => peopleToWriteTo(db), [db])
  if (people.state !== 'data') return null
  const wanted = typed.trim().toLowerCase()
  // Who is chosen stays in sight, whatever is typed.
  const fitting = people.data.filter(({ jid, name }) => chosen.has(jid) || jid.includes(wanted) || name.toLowerCase().includes(wanted))
  if (fitting.length === 0) return <p className={styles.none}>{t(people.data.length === 0 ? 'share.nobody' : 'share.notFound')}</p>
  return (
    <ul className={styles.people} aria-label={t('share.people')}>
      {fitting.slice(0, MOST).map(({ jid, name }) => (
        <li key={jid} className={styles.person}>
          <PersonAvatar jid={jid} size={36} />
          <Checkbox label={name || jid} checked={chosen.has(jid)} onChange={event => toggle(jid)(event.currentTarget.checked)} />
        </li>
      ))}
    </ul>
  )
}
