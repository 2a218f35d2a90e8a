import { CheckCheck } from 'lucide-react'
import { useId } from 'react'
import type { CatchUpGroup } from '#model/catch-up.ts'
import type { PostKey } from '#model/keys.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import frame from '#components/card-frame.module.css'
import { NodePicture } from '#components/node-picture.tsx'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { placeOfNode } from '#components/places.ts'
import { useNode, useNodeTitle } from '#components/use-node.ts'
import { personName } from '#components/use-person-name.ts'
import { useRemembered } from '#components/use-remembered.ts'
import { CatchUpRow } from './catch-up-row.tsx'
import styles from './catch-up-section.module.css'

/** Rows of a group at first, and how many more each time. */
const FIRST = 5
const STEP = 50
/** Fewer than these are not worth a press. */
const FEW = 2

interface CatchUpSectionProps {
  group: CatchUpGroup
  read: ReadonlySet<PostKey>
  open: ReadonlySet<PostKey>
  opensBeside: boolean
  limit: number | undefined
  onLimit: (limit: number) => void
  onToggle: (key: PostKey) => void
  onMark: (keys: PostKey[]) => void
}

/** What one person or community wrote. */
export function CatchUpSection({ group, read, open, opensBeside, limit = FIRST, onLimit, onToggle, onMark }: CatchUpSectionProps) {
  const { t } = useText()
  const id = useId()
  const { nodeKey, rows } = group
  const name = useNodeTitle(nodeKey)
  const unread = rows.filter(({ key }) => !read.has(key))
  const shown = rows.slice(0, rows.length - limit <= FEW ? rows.length : limit)
  const names = useNames(group)
  const left = rows.length - shown.length
  return (
    <section className={cx(frame.frame, styles.section)} aria-labelledby={id}>
      <header className={styles.header}>
        <Picture group={group} name={name} />
        <div className={styles.lines}>
          <h2 id={id} className={styles.name}>
            <a href={placeOfNode(group.first.service, group.first.node)}>
              <bdi>{name}</bdi>
            </a>
          </h2>
          <p className={styles.count}>{t('catchUp.unread', { count: unread.length })}</p>
        </div>
        {unread.length > 0 && (
          <Button
            size="s"
            variant="ghost"
            icon={<CheckCheck />}
            className={styles.mark}
            onClick={() => onMark(unread.map(({ key }) => key))}
          >
            <span aria-hidden>{t('catchUp.groupRead')}</span>
            <VisuallyHidden>{t('catchUp.groupRead.of', { name })}</VisuallyHidden>
          </Button>
        )}
      </header>
      <ul className={styles.rows}>
        {shown.map(row => (
          <CatchUpRow
            key={row.key}
            row={row}
            author={row.feedKind === 'community' ? (row.author && names.get(row.author)) || row.authorName : ''}
            isRead={read.has(row.key)}
            isOpen={!opensBeside && open.has(row.key)}
            opensBeside={opensBeside}
            onToggle={onToggle}
          />
        ))}
      </ul>
      {left > 0 && (
        <Button size="s" variant="ghost" className={styles.more} onClick={() => onLimit(limit + STEP)} aria-describedby={id}>
          {t('catchUp.moreRows', { count: Math.min(left, STEP) })}
        </Button>
      )}
    </section>
  )
}

const NOBODY: ReadonlyMap<BareJid, string> = new Map()

/** Who wrote in a community: one reading for all its rows. */
function useNames({ first, rows }: CatchUpGroup): ReadonlyMap<BareJid, string> {
  const authors = first.feedKind === 'community' ? [...new Set(rows.flatMap(({ author }) => author ?? []))].toSorted() : []
  const names = useRemembered(`names ${authors.join(' ')}`, async db =>
    Promise.all(authors.map(async jid => [jid, await personName(db, jid)] as const)),
  )
  return names ? new Map(names) : NOBODY
}

function Picture({ group, name }: { group: CatchUpGroup; name: string }) {
  const { service, feedKind } = group.first
  const node = useNode(group.nodeKey)
  if (feedKind === 'person') return <PersonAvatar jid={service} size={40} />
  return <NodePicture nodeKey={group.nodeKey} service={service} title={name} picture={node?.avatarUrl ?? null} size={40} />
}
