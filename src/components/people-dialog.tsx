import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { Avatar } from '#ui/avatar.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Time } from '#ui/time.tsx'
import { useMe } from './account-context.tsx'
import { FollowButton } from './follow-button.tsx'
import styles from './people-dialog.module.css'
import { placeOfPerson } from './places.ts'
import { usePerson } from './use-person.ts'
import { VirtualList } from './virtual-list.tsx'

export interface PersonEntry {
  jid: BareJid
  at: number
  /** What they did, where that differs. */
  mark?: string
}

interface PeopleDialogProps {
  title: string
  people: readonly PersonEntry[]
  onClose: () => void
}

const ROW_REM = 3.5

/** Everybody who did something, with when. There may be a thousand: only those in sight are drawn. */
export function PeopleDialog({ title, people, onClose }: PeopleDialogProps) {
  return (
    <Dialog open title={title} onClose={onClose}>
      <div className={styles.frame} style={{ blockSize: `min(60dvb, ${people.length * ROW_REM + 1}rem)` }}>
        <VirtualList label={title} entries={people} keyOf={keyOf} className={styles.list ?? ''}>
          {person => <Row person={person} onLeave={onClose} />}
        </VirtualList>
      </div>
    </Dialog>
  )
}

const keyOf = ({ jid }: PersonEntry): string => jid

function Row({ person: { jid, at, mark }, onLeave }: { person: PersonEntry; onLeave: () => void }) {
  const me = useMe()
  const { name, src } = usePerson(jid)
  return (
    <div role="listitem" className={styles.row}>
      <Avatar name={name} seed={jid} src={src} size={36} />
      <a href={placeOfPerson(jid)} className={styles.name} title={jid} onClick={onLeave}>
        <bdi>{name}</bdi>
      </a>
      {mark !== undefined && <span className={styles.mark}>{mark}</span>}
      <Time at={at} className={styles.time ?? ''} />
      {jid !== me && <FollowButton service={jid} node={BLOG_NODE} kind="person" title={name} />}
    </div>
  )
}
