import { Hash } from 'lucide-react'
import { useState } from 'react'
import { tagPostKeys } from '#storage/posts.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { withGaps } from '#components/feed-items.ts'
import { placeOfFeed } from '#components/places.ts'
import { PostFeed } from '#components/post-feed.tsx'
import { longer, useRows } from '#components/use-rows.ts'
import styles from './feed-page.module.css'

const PAGE = 30

/** The posts with a tag among those this device has: XMPP knows no search over other servers' posts. */
export function TagPage({ tag }: { tag: string }) {
  const { t } = useText()
  return (
    <Page title={`#${tag}`} back={placeOfFeed()}>
      <p className={styles.note}>{t('feed.tag.note')}</p>
      <TagList key={tag} tag={tag.toLowerCase()} />
    </Page>
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
