import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { isSavedHereOnly, savedPostKeys } from '#storage/saved.ts'
import { ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { withGaps } from '#components/feed-items.ts'
import { placeOfFeed } from '#components/places.ts'
import { PostFeed } from '#components/post-feed.tsx'
import { nameOfSaved } from '#components/save-button.tsx'
import { remember, useRemembered } from '#components/use-remembered.ts'
import { useRows } from '#components/use-rows.ts'
import styles from './feed-page.module.css'
import { FeedTabs } from './feed-tabs.tsx'

const PAGE = 30

/** What I saved, the last one first, from wherever it was. */
export function SavedPage() {
  const { t } = useText()
  const isHereOnly = useRemembered('saved here only', isSavedHereOnly)
  return (
    <Page title={t('feed.title')}>
      <FeedTabs view="saved" />
      {isHereOnly && (
        <Notice tone="info" className={styles.notice}>
          {t('saved.hereOnly')}
        </Notice>
      )}
      <SavedList />
    </Page>
  )
}

function SavedList() {
  const { t } = useText()
  const [limit, setLimit] = useState(PAGE)
  const { rows, isEnd, isRead } = useRows(`saved rows ${limit}`, limit, async db => {
    const saved = await savedPostKeys(db, limit)
    // Else each button would be seen off for a moment.
    for (const { key } of saved) remember(db, nameOfSaved(key), true)
    return saved
  })
  return (
    <PostFeed
      label={t('feed.view.saved')}
      name="saved"
      items={rows && withGaps(rows, [], isEnd)}
      busy={false}
      onNearEnd={() => {
        if (isRead && !isEnd) setLimit(limit + PAGE)
      }}
      footer={null}
      empty={
        <EmptyState
          icon={<Bookmark />}
          title={t('saved.empty.title')}
          text={t('saved.empty.text')}
          action={<ButtonLink href={placeOfFeed()}>{t('saved.empty.toFeed')}</ButtonLink>}
        />
      }
    />
  )
}
