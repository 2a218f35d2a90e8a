import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { isSavedHereOnly, savedPosts } from '#storage/saved.ts'
import { ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { withGaps } from '#components/feed-items.ts'
import { placeOfFeed } from '#components/places.ts'
import { PostFeed } from '#components/post-feed.tsx'
import { remember, useRemembered } from '#components/use-remembered.ts'
import { longer, useRows } from '#components/use-rows.ts'
import { nameOfSaved } from '#components/use-saved.ts'
import styles from './feed-page.module.css'
import { FeedTabs } from './feed-tabs.tsx'

const PAGE = 30

/** What I saved, the last one first, from wherever it was. */
export function SavedPage() {
  const { t } = useText()
  const isHereOnly = useRemembered('saved here only', isSavedHereOnly)
  return (
    <Page title={t('feed.title')}>
      <FeedTabs at={placeOfFeed('saved')} />
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
  const { rows, isEnd, isRead } = useRows({
    list: 'saved',
    limit,
    kept: true,
    read: async (db, most) => {
      const saved = await savedPosts(db, most)
      // Else each button would be seen off for a moment, and what is not here would have no height in its first frame.
      for (const row of saved) remember(db, nameOfSaved(row.postKey), row)
      return saved.map(({ postKey, savedAt }) => ({ key: postKey, sortAt: savedAt }))
    },
  })
  return (
    <PostFeed
      label={t('feed.view.saved')}
      name="saved"
      kept
      items={rows && withGaps(rows, [], isEnd)}
      busy={false}
      onNearEnd={() => {
        if (isRead && !isEnd) setLimit(longer(limit, rows))
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
