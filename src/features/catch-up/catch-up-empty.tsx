import { CheckCheck, Newspaper } from 'lucide-react'
import { useLiveQuery } from '#components/use-live-query.ts'
import { followedNodes } from '#storage/nodes.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import type { CatchUpState } from '#components/catch-up-state.ts'
import { placeOfFeed } from '#components/places.ts'
import { useSession } from '#components/session-store.ts'

/** Why nothing is listed, and what would bring something. */
export function CatchUpEmpty({ state: { taken, kind }, onAllKinds }: { state: CatchUpState; onAllKinds: () => void }) {
  const { t } = useText()
  const catchingUp = useSession(({ session }) => session.kind === 'online' && session.catchingUp)
  const unread = taken?.rows.filter(row => !taken.read.has(row.key)) ?? []
  if (unread.length > 0 && kind !== 'all')
    return (
      <EmptyState
        icon={<Newspaper />}
        title={t('catchUp.none.kind.title')}
        text={t('catchUp.none.kind.text')}
        action={<Button onClick={onAllKinds}>{t('catchUp.none.kind.all')}</Button>}
      />
    )
  if (taken && taken.rows.length > 0)
    return (
      <EmptyState
        icon={<CheckCheck />}
        title={t('catchUp.done.title')}
        text={t('catchUp.done.text')}
        action={<ButtonLink href={placeOfFeed()}>{t('catchUp.toFeed')}</ButtonLink>}
      />
    )
  if (catchingUp) return <Skeleton avatar lines={4} />
  return <NothingNew />
}

function NothingNew() {
  const { t } = useText()
  const db = useDb()
  const follows = useLiveQuery(async () => (await followedNodes(db)).length > 0, [db])
  if (follows === undefined) return null
  return (
    <EmptyState
      icon={<Newspaper />}
      title={t('catchUp.none.title')}
      text={t(follows ? 'catchUp.none.text' : 'catchUp.none.follow')}
      action={
        follows ? (
          <ButtonLink href={placeOfFeed()}>{t('catchUp.toFeed')}</ButtonLink>
        ) : (
          <ButtonLink href="#/communities">{t('feed.empty.findCommunities')}</ButtonLink>
        )
      }
    />
  )
}
