import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { useAccount } from '#components/account-context.tsx'
import { useIndexProgress, useIndexRevision } from '#components/use-index-progress.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { FoundComments, FoundCommunities, FoundMessages, FoundPeople, FoundPosts } from './found-groups.tsx'
import { countFound, type Limits, searchDevice } from './search-device.ts'
import { SearchLanguage } from './search-language.tsx'
import styles from './search-page.module.css'

const FIRST: Limits = { people: 5, communities: 5, posts: 15, comments: 10, messages: 20 }
const MORE = 50

/** What fits, by kind. How much of each is shown starts again with each thing that is looked for. */
export function SearchResults({ query }: { query: string }) {
  const { t } = useText()
  const { db, jid } = useAccount()
  const [extent, setExtent] = useState({ query, limits: FIRST })
  const limits = extent.query === query ? extent.limits : FIRST
  const progress = useIndexProgress()
  const revision = useIndexRevision()
  const search = useQuery({
    queryKey: ['search', jid, query, limits, revision],
    queryFn: ({ signal }) => searchDevice(db, jid, query, limits, signal),
    // It asks this device only, which is always online.
    networkMode: 'always',
    placeholderData: earlier => earlier,
    gcTime: 0,
  })
  if (search.isError) return <Notice tone="error">{t('search.trouble')}</Notice>
  const found = search.data
  if (!found) return <Skeleton avatar lines={2} />
  const nothing = countFound(found) === 0
  const group = (kind: keyof Limits) => ({
    limit: limits[kind],
    onMore: () => setExtent({ query, limits: { ...limits, [kind]: limits[kind] + MORE } }),
  })
  return (
    <div aria-busy={search.isFetching} className={styles.results}>
      {nothing && !search.isPlaceholderData && (
        <EmptyState
          icon={<SearchX />}
          title={t('search.none.title')}
          text={t('search.none.text', { query: query.trim() })}
          action={<SearchLanguage />}
        />
      )}
      <FoundPeople people={found.people} {...group('people')} />
      <FoundCommunities communities={found.communities} {...group('communities')} />
      <FoundPosts posts={found.posts} terms={found.terms} {...group('posts')} />
      <FoundComments comments={found.comments} terms={found.terms} {...group('comments')} />
      <FoundMessages messages={found.messages} terms={found.terms} {...group('messages')} />
      {!nothing && progress === null && <p className={styles.limit}>{t('search.everything')}</p>}
    </div>
  )
}
