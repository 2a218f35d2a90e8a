import { PenLine, Send, Timer, Trash2 } from 'lucide-react'
import { deletePost } from '#commands/delete-post.ts'
import { publishScheduled } from '#commands/publish-scheduled.ts'
import { undoDeletePost } from '#commands/undo-delete-post.ts'
import { takeBackPost } from '#commands/take-back-post.ts'
import type { Post } from '#model/post.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import { draftIdOf } from '#storage/drafts.ts'
import { Menu } from '#ui/menu.tsx'
import { useMinute } from '#ui/time.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { goTo, placeOfCompose } from '#components/places.ts'
import { useRun } from '#components/use-run.ts'
import { useSecondThoughts } from '#components/use-second-thoughts.ts'
import styles from './drafts-page.module.css'
import { useTargetName } from './use-target-name.ts'

/** A post that is written and waits for its time. Opened, it is a draft again. */
export function ScheduledItem({ post }: { post: Post }) {
  const { t, intl } = useText()
  const run = useRun()
  const withUndo = useSecondThoughts()
  const target = useTargetName(post.nodeKey)
  const name = post.title || t('drafts.wordless')
  const at = post.scheduledAt ?? 0
  const now = useMinute()
  const rewrite = async (): Promise<void> => {
    const key = await run(db => takeBackPost(db, post.key, Date.now()))
    const draft = key === undefined ? undefined : draftIdOf(key)
    if (draft) goTo(placeOfCompose({ draft }))
    else toast(t('drafts.tooLate'))
  }
  const publish = async (): Promise<void> => {
    if ((await run(db => publishScheduled(db, post.key, Date.now()))) === false) toast(t('drafts.tooLate'))
  }
  const remove = (): void => {
    const deletion = { postKey: post.key, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }
    void withUndo('drafts.scheduled.deleted', db => deletePost(db, deletion), undoDeletePost)
  }
  return (
    <li className={styles.item}>
      <button type="button" className={styles.link} onClick={() => void rewrite()}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.facts}>
          <span className={styles.when}>
            <Timer aria-hidden />
            {at > now ? intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }) : t('drafts.due')}
          </span>
          <bdi>{target}</bdi>
          {post.enclosures.length > 0 && <span>{t('drafts.files', { count: post.enclosures.length })}</span>}
        </span>
      </button>
      <Menu
        label={t('drafts.scheduled.menu', { name })}
        items={[
          { label: t('drafts.scheduled.edit'), icon: <PenLine />, onSelect: () => void rewrite() },
          {
            label: t('drafts.scheduled.now'),
            icon: <Send />,
            onSelect: () => void publish(),
          },
          { label: t('post.menu.delete'), icon: <Trash2 />, danger: true, onSelect: remove },
        ]}
      />
    </li>
  )
}
