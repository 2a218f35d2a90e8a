import { Hash, Plus } from 'lucide-react'
import { useState } from 'react'
import { setRecord } from '#commands/set-record.ts'
import { normaliseTag } from '#model/tags.ts'
import { tagPostKeys } from '#storage/posts.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { withGaps } from '#components/feed-items.ts'
import { placeOfFeed, placeOfTag } from '#components/places.ts'
import { PostFeed } from '#components/post-feed.tsx'
import { useFollowedTags } from '#components/use-lists.ts'
import { longer, useRows } from '#components/use-rows.ts'
import { useRun } from '#components/use-run.ts'
import styles from './feed-page.module.css'
import { FeedTabs } from './feed-tabs.tsx'

const PAGE = 30

/** The posts with a tag among those this device has: XMPP knows no search over other servers' posts. */
export function TagPage({ tag: typed }: { tag: string }) {
  const { t } = useText()
  const tag = normaliseTag(typed)
  return (
    <Page title={`#${typed}`} back={placeOfFeed()} actions={tag !== '' && <FollowTag tag={tag} />}>
      <FeedTabs at={placeOfTag(tag)} />
      <p className={styles.note}>{t('feed.tag.note')}</p>
      <TagList key={tag} tag={tag} />
    </Page>
  )
}

/** A followed tag is a tab of the feed, on all devices of its reader. No server is told: there is none to ask. */
function FollowTag({ tag }: { tag: string }) {
  const { t } = useText()
  const run = useRun()
  const followed = useFollowedTags()
  if (!followed) return null
  const isFollowed = followed.includes(tag)
  const turn = (): void => void run(db => setRecord(db, { kind: 'tag', id: tag, value: isFollowed ? null : { tag }, now: Date.now() }))
  return (
    <Button size="s" variant={isFollowed ? 'secondary' : 'primary'} icon={isFollowed ? undefined : <Plus />} onClick={turn}>
      {t(isFollowed ? 'views.tag.unfollow' : 'views.tag.follow')}
    </Button>
  )
}

function TagList({ tag }: { tag: string }) {
  const { t } = useText()
  const [limit, setLimit] = useState(PAGE)
  const { rows, isEnd, isRead } = useRows({ list: `tag ${tag}`, limit, read: (db, most) => tagPostKeys(db, tag, most) })
  return (
    <PostFeed
      label={`#${tag}`}
      name={`tag ${tag}`}
      items={rows && withGaps(rows, [], isEnd)}
      busy={false}
      onNearEnd={() => {
        if (isRead && !isEnd) setLimit(longer(limit, rows))
      }}
      footer={null}
      empty={<EmptyState icon={<Hash />} title={t('feed.tag.empty.title')} text={t('feed.tag.empty.text')} />}
    />
  )
}
