import { FilePen } from 'lucide-react'
import { postDrafts } from '#storage/drafts.ts'
import { scheduledPosts } from '#storage/scheduled.ts'
import { ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { placeOfCompose, placeOfFeed } from '#components/places.ts'
import { useRemembered } from '#components/use-remembered.ts'
import { DraftItem } from './draft-item.tsx'
import styles from './drafts-page.module.css'
import { ScheduledItem } from './scheduled-item.tsx'

/** What is being written, and what is written and waits for its time: all of it on this device only. */
export function DraftsPage() {
  const { t } = useText()
  const drafts = useRemembered('post drafts', postDrafts)
  const scheduled = useRemembered('scheduled posts', scheduledPosts)
  const isEmpty = drafts?.length === 0 && scheduled?.length === 0
  return (
    <Page title={t('drafts.title')} back={placeOfFeed()}>
      {isEmpty && (
        <EmptyState
          icon={<FilePen />}
          title={t('drafts.empty.title')}
          text={t('drafts.empty.text')}
          action={
            <ButtonLink variant="primary" href={placeOfCompose()}>
              {t('shell.newPost')}
            </ButtonLink>
          }
        />
      )}
      {drafts && drafts.length > 0 && (
        <ul className={styles.list} aria-label={t('drafts.title')}>
          {drafts.map(row => (
            <DraftItem key={row.draft.key} {...row} />
          ))}
        </ul>
      )}
      {scheduled && scheduled.length > 0 && (
        <section className={styles.section} aria-labelledby="scheduled">
          <h2 id="scheduled">{t('drafts.scheduled')}</h2>
          <p className={styles.note}>{t('drafts.scheduled.note')}</p>
          <ul className={styles.list} aria-label={t('drafts.scheduled')}>
            {scheduled.map(post => (
              <ScheduledItem key={post.key} post={post} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}
