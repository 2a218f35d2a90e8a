import { X } from 'lucide-react'
import { formatPart, formatQuery, isFilter, parseQuery, type SearchPart } from '#model/search-query.ts'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './search-filters.module.css'

/** A filter as one types it, and what it asks. */
export interface Offer {
  offer: string
  about: TextId
}

interface SearchFiltersProps {
  offers: readonly Offer[]
  typed: string
  onWrite: (typed: string) => void
}

/** The filters of a search, to take away, and those one may add: they stand in the field as one would type them. */
export function SearchFilters({ offers, typed, onWrite }: SearchFiltersProps) {
  const { t } = useText()
  const parts = parseQuery(typed)
  const without = (gone: SearchPart): string => formatQuery(parts.filter(part => part !== gone))
  const withOffer = (offer: string): string => [typed.trim(), offer].filter(Boolean).join(' ')
  const isUsed = (offer: string): boolean => parts.some(part => isFilter(part) && formatPart(part) === offer)
  return (
    <div className={styles.filters} role="group" aria-label={t('search.filters')}>
      {parts.filter(isFilter).map((part, index) => (
        <button
          // The same filter may stand there twice.
          // oxlint-disable-next-line react/no-array-index-key -- parts have no other identity
          key={`${index} ${formatPart(part)}`}
          type="button"
          className={styles.used}
          aria-label={t('search.filter.remove', { filter: formatPart(part) })}
          onClick={() => onWrite(without(part))}
        >
          <bdi>{formatPart(part)}</bdi>
          <X aria-hidden />
        </button>
      ))}
      {offers
        .filter(({ offer }) => !isUsed(offer))
        .map(({ offer, about }) => (
          <button key={offer} type="button" className={styles.offer} title={t(about)} onClick={() => onWrite(withOffer(offer))}>
            <bdi>{offer}</bdi>
            <VisuallyHidden> {t(about)}</VisuallyHidden>
          </button>
        ))}
    </div>
  )
}
