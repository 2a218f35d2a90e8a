import { Search as SearchIcon } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { goTo } from '#components/places.ts'
import { SearchFilters } from '#components/search-filters.tsx'
import { SearchProgress } from '#components/search-progress.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { TextField } from '#ui/text-field.tsx'
import { SearchLanguage } from './search-language.tsx'
import styles from './search-page.module.css'
import { OFFERS } from './search-offers.ts'
import { SearchResults } from './search-results.tsx'

/** One looks while typing, but not at every letter of somebody who types fast. */
const TYPING_MS = 40

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
  const [wanted, setWanted] = useState(query)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const timer = setTimeout(() => setWanted(typed), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const write = (next: string): void => {
    setTyped(next)
    field.current?.focus()
  }
  return (
    // The keys of its field and results, which have roles of their own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only hears what bubbles from them
    <div className={styles.search} onKeyDown={event => onKey(event, field.current, () => write(''))}>
      <form
        role="search"
        onSubmit={event => {
          event.preventDefault()
          setWanted(typed)
          // The address keeps the search, so that one can come back to it.
          goTo(`#/search?q=${encodeURIComponent(typed.trim())}`)
        }}
      >
        <TextField
          ref={field}
          type="search"
          label={t('search.field')}
          hideLabel
          placeholder={t('search.placeholder')}
          value={typed}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={event => setTyped(event.currentTarget.value)}
        />
      </form>
      <SearchFilters offers={OFFERS} typed={typed} onWrite={write} />
      <SearchProgress />
      {wanted.trim() === '' ? (
        <EmptyState icon={<SearchIcon />} title={t('search.start.title')} text={t('search.start.text')} action={<SearchLanguage />} />
      ) : (
        <SearchResults query={wanted} />
      )}
    </div>
  )
}

/** Up and down go through what was found and back to the field; Escape begins anew. */
function onKey(event: KeyboardEvent<HTMLElement>, field: HTMLInputElement | null, clear: () => void): void {
  if (event.nativeEvent.isComposing) return
  if (event.key === 'Escape') {
    event.preventDefault()
    clear()
    return
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const found = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-found]')]
  const at = found.findIndex(link => link === document.activeElement)
  if (at === -1 && document.activeElement !== field) return
  const next = event.key === 'ArrowDown' ? Math.min(at + 1, found.length - 1) : at - 1
  event.preventDefault()
  ;(found[next] ?? field)?.focus()
}
