import { UserRoundSearch } from 'lucide-react'
import { useState } from 'react'
import { useLiveQuery } from '#components/use-live-query.ts'
import type { BareJid } from '#shared/jid.ts'
import { listContacts } from '#storage/contacts.ts'
import { getProfile } from '#storage/people.ts'
import type { AccountDb } from '#storage/schema.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { SteadyList } from '#ui/steady-list/steady-list.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import { FindPerson } from './find-person.tsx'
import styles from './people-page.module.css'
import { PersonRow } from './person-row.tsx'

interface Line {
  jid: BareJid
  name: string
}

/** My contacts, and the way to anybody else. */
export function PeoplePage() {
  const { t } = useText()
  const db = useDb()
  const lines = useLiveQuery(async () => contactLines(db), [db])
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  const shown = lines?.filter(({ jid, name }) => jid.includes(wanted) || name.toLowerCase().includes(wanted))
  return (
    <Page title={t('people.title')}>
      <div className={styles.filter}>
        <TextField
          type="search"
          label={t('people.filter')}
          autoComplete="off"
          value={filter}
          onChange={event => setFilter(event.target.value)}
        />
      </div>
      <FindPerson address={filter} known={lines?.some(({ jid }) => jid === wanted) ?? false} />
      {!shown && [0, 1, 2, 3].map(index => <Skeleton key={index} avatar lines={2} />)}
      {lines?.length === 0 && wanted === '' && (
        <EmptyState icon={<UserRoundSearch />} title={t('people.empty.title')} text={t('people.empty.text')} />
      )}
      {shown && shown.length > 0 && (
        <section aria-label={t('people.contacts')}>
          <SteadyList items={shown} keyOf={keyOf} usual={ROW_HEIGHT}>
            {({ jid }) => <PersonRow jid={jid} />}
          </SteadyList>
        </section>
      )}
      {shown?.length === 0 && wanted !== '' && <p className={styles.note}>{t('people.filter.none')}</p>}
    </Page>
  )
}

const ROW_HEIGHT = 64
const keyOf = ({ jid }: Line): string => jid

/** Contacts by the name they are shown under. */
async function contactLines(db: AccountDb): Promise<Line[]> {
  const contacts = await listContacts(db)
  const lines = await Promise.all(
    contacts.map(async ({ jid, name }): Promise<Line> => ({ jid, name: name || (await getProfile(db, jid))?.name || jid })),
  )
  return lines.toSorted((one, other) => one.name.localeCompare(other.name))
}
