import { useQuery } from '@tanstack/react-query'
import { Search as SearchIcon, SearchX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useAccount } from '#components/account-context.tsx'
import { goTo } from '#components/places.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { TextField } from '#ui/text-field.tsx'
import { MESSAGES_SCANNED, POSTS_SCANNED } from '#storage/search.ts'
import { FoundCommunities, FoundMessages, FoundPeople, FoundPosts } from './found-groups.tsx'
import { countFound, searchDevice } from './search-device.ts'
import styles from './search-page.module.css'

/** One looks while typing, but not at every letter. */
const TYPING_MS = 200

/** Looks through what this device has. */
export function SearchPage({ query }: { query: string }) {
  const { t } = useText()
  return (
    <Page title={t('search.title')}>
      {/* A new address is a new search; typing does not change the address. */}
      <SearchField key={query} query={query} />
    </Page>
  )
}

function SearchField({ query }: { query: string }) {
  const { t } = useText()
  const [typed, setTyped] = useState(query)
  const [wanted, setWanted] = useState(query.trim())
  useEffect(() => {
    const timer = setTimeout(() => setWanted(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <div className={styles.search}>
      <form
        role="search"
        onSubmit={event => {
          event.preventDefault()
          setWanted(typed.trim())
          // The address keeps the search, so that one can come back to it.
          goTo(`#/search?q=${encodeURIComponent(typed.trim())}`)
        }}
      >
        <TextField
          type="search"
          label={t('search.field')}
          hideLabel
          placeholder={t('search.placeholder')}
          value={typed}
          autoFocus
          enterKeyHint="search"
          onChange={event => setTyped(event.currentTarget.value)}
        />
      </form>
      {wanted === '' ? (
        <EmptyState icon={<SearchIcon />} title={t('search.start.title')} text={t('search.start.text')} />
      ) : (
        <Results query={wanted} />
      )}
    </div>
  )
}

function Results({ query }: { query: string }) {
  const { t, intl } = useText()
  const { db, jid } = useAccount()
  const search = useQuery({
    queryKey: ['search', jid, query],
    queryFn: ({ signal }) => searchDevice(db, query, signal),
    // It asks this device only, which is always online.
    networkMode: 'always',
    placeholderData: earlier => earlier,
    gcTime: 0,
  })
  if (search.isError) return <Notice tone="error">{t('search.trouble')}</Notice>
  const found = search.data
  if (!found) return <Skeleton avatar lines={2} />
  const nothing = countFound(found) === 0
  return (
    <div aria-busy={search.isFetching} className={styles.results}>
      {nothing && !search.isPlaceholderData && (
        <EmptyState icon={<SearchX />} title={t('search.none.title')} text={t('search.none.text', { query })} />
      )}
      <FoundPeople people={found.people} />
      <FoundCommunities communities={found.communities} />
      <FoundPosts posts={found.posts} query={query} />
      <FoundMessages messages={found.messages} query={query} />
      <p className={styles.limit} role="status">
        {t('search.limit', { posts: intl.formatNumber(POSTS_SCANNED), messages: intl.formatNumber(MESSAGES_SCANNED) })}
      </p>
    </div>
  )
}
