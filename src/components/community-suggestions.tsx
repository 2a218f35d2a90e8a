import type { BareJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import { NodeRow } from './node-row.tsx'
import { useLiveQuery } from './use-live-query.ts'
import { unfollowedOf, useCommunities } from './use-own-communities.ts'

interface CommunitySuggestionsProps {
  service: BareJid
  /** Shown above, only when there is something to suggest. */
  title: string
  limit?: number
  className?: string | undefined
}

/** A few communities of a service that I do not follow yet, the most followed first. */
export function CommunitySuggestions({ service, title, limit = 6, className }: CommunitySuggestionsProps) {
  const { intl } = useText()
  const db = useDb()
  const { keys } = useCommunities(service)
  const chosen = useLiveQuery(async () => unfollowedOf(db, keys ?? [], limit), [db, keys, limit], [])
  if (chosen.length === 0) return null
  return (
    <section className={className} aria-label={title} lang={intl.locale}>
      <h2>{title}</h2>
      <ul>
        {chosen.map(key => (
          <li key={key}>
            <NodeRow nodeKey={key} />
          </li>
        ))}
      </ul>
    </section>
  )
}
