import { Newspaper } from 'lucide-react'
import { ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { useText } from '#ui/text/use-text.ts'
import { CommunitySuggestions } from '#components/community-suggestions.tsx'
import { FeedSkeleton } from '#components/post-feed.tsx'
import { placeOfCompose } from '#components/places.ts'
import { useSession } from '#components/session-store.ts'
import { useOwnServices } from '#components/use-own-communities.ts'
import styles from './feed-page.module.css'

/** Nothing in the feed: not yet read, or nothing followed yet; then who could be. */
export function FeedEmpty({ view, followsSomething }: { view: 'all' | 'people' | 'communities'; followsSomething: boolean }) {
  const { t } = useText()
  const catchingUp = useSession(({ session }) => session.kind === 'online' && session.catchingUp)
  const { services } = useOwnServices()
  if (catchingUp) return <FeedSkeleton />
  return (
    <>
      <EmptyState
        icon={<Newspaper />}
        title={t('feed.empty.title')}
        text={t(followsSomething ? 'feed.empty.quiet' : `feed.empty.${view}`)}
        action={
          <div className={styles.ways}>
            {view !== 'communities' && <ButtonLink href="#/people">{t('feed.empty.findPeople')}</ButtonLink>}
            {view !== 'people' && <ButtonLink href="#/communities">{t('feed.empty.findCommunities')}</ButtonLink>}
            <ButtonLink href={placeOfCompose()} variant="ghost">
              {t('feed.empty.write')}
            </ButtonLink>
          </div>
        }
      />
      {view !== 'people' &&
        services?.map(service => (
          <CommunitySuggestions key={service} service={service} title={t('feed.suggestions', { service })} className={styles.suggestions} />
        ))}
    </>
  )
}
