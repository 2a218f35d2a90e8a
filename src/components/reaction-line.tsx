import { UsersRound } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { reactToPost } from '#commands/react-to-post.ts'
import type { Post, Reaction } from '#model/post.ts'
import { reactionsOf } from '#storage/reactions.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from './account-context.tsx'
import { ReactionChip } from './reaction-chip.tsx'
import { ReactionPicker } from './reaction-picker.tsx'
import { groupReactions } from './group-reactions.ts'
import styles from './reaction-line.module.css'
import { useLiveQuery } from './use-live-query.ts'
import { useQuestion } from './use-question.ts'
import { useWatchedReactions } from './use-watched-reactions.ts'
import { useRun } from './use-run.ts'

const PeopleDialog = lazy(async () => ({ default: (await import('./people-dialog.tsx')).PeopleDialog }))

/** So many different ones are drawn; the dialog has them all. */
const MOST_CHIPS = 12
const NONE: readonly Reaction[] = []

/** What people attached to a post. Nothing at all where the server has no place for it. */
export function ReactionLine({ post }: { post: Post }) {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const run = useRun()
  const [open, setOpen] = useState(false)
  const reactions = useLiveQuery(async () => reactionsOf(db, post.key), [db, post.key]) ?? NONE
  const { answer } = useQuestion('open-reactions', { postKey: post.key }, { enabled: post.state === 'published', freshMs: 30_000 })
  // Not asked yet or not connected: where somebody reacted one can.
  const offered = answer?.offered ?? reactions.length > 0
  useWatchedReactions(post.key, offered && post.state === 'published')
  if (!offered && reactions.length === 0) return null
  const toggle = (emoji: string): void => void run(db => reactToPost(db, { me, postKey: post.key, emoji, now: Date.now() }))
  return (
    <section className={styles.line} aria-label={t('comments.reactions')}>
      {groupReactions(reactions, me)
        .slice(0, MOST_CHIPS)
        .map(group => (
          <ReactionChip key={group.emoji} group={group} disabled={!offered && !group.mine} onToggle={() => toggle(group.emoji)} />
        ))}
      {reactions.length > 0 && <IconButton label={t('comments.reactions.who')} icon={<UsersRound />} onClick={() => setOpen(true)} />}
      {offered && <ReactionPicker onChoose={toggle} />}
      {open && (
        <Suspense>
          <PeopleDialog
            title={t('comments.reactions.who')}
            people={reactions.map(({ jid, at, emojis }) => ({ jid, at, mark: emojis.join('') }))}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </section>
  )
}
