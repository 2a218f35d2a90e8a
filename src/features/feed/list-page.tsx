import { ListPlus, ListX, Pencil } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ReaderList } from '#model/record.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import { FEED_PAGE, rememberFeed } from '#components/feed-position.ts'
import { placeOfFeed, placeOfList } from '#components/places.ts'
import { FeedSkeleton } from '#components/post-feed.tsx'
import { useSession } from '#components/session-store.ts'
import { useReaderList } from '#components/use-lists.ts'
import { FeedList } from './feed-page.tsx'
import { FeedTabs } from './feed-tabs.tsx'
import { ViewOptions } from './view-options.tsx'

const ListEditor = lazy(async () => ({ default: (await import('./list-editor.tsx')).ListEditor }))

/** One of the reader's own lists: what those in it wrote. */
export function ListPage({ id }: { id: string }) {
  const { t } = useText()
  const list = useReaderList(id)
  if (list) return <KnownList list={{ ...list, id }} />
  return (
    <Page title={t('feed.title')}>
      <FeedTabs at={placeOfList(id)} />
      {list === undefined ? <FeedSkeleton /> : <Missing />}
    </Page>
  )
}

function KnownList({ list }: { list: ReaderList & { id: string } }) {
  const { t } = useText()
  const db = useDb()
  const [isEditing, setIsEditing] = useState(false)
  const [filled, setFilled] = useState(0)
  const edit = (): void => setIsEditing(true)
  const view = `list:${list.id}` as const
  // What comes in because it was put in does not wait behind the pill.
  const openAnew = (): void => {
    rememberFeed(db, view, { top: Date.now(), limit: FEED_PAGE })
    setFilled(filled + 1)
  }
  return (
    <Page title={list.name} actions={<IconButton label={t('views.list.edit')} icon={<Pencil />} onClick={edit} />}>
      <FeedTabs at={placeOfList(list.id)}>
        <ViewOptions view={view} />
      </FeedTabs>
      <FeedList key={filled} view={view} label={list.name} empty={<EmptyList isEmpty={list.nodes.length === 0} onFill={edit} />} />
      {isEditing && (
        <Suspense>
          <ListEditor list={list} onClose={() => setIsEditing(false)} onFilled={openAnew} />
        </Suspense>
      )}
    </Page>
  )
}

/** Nothing to read: nothing is in it, or those in it said nothing yet. */
function EmptyList({ isEmpty, onFill }: { isEmpty: boolean; onFill: () => void }) {
  const { t } = useText()
  const catchingUp = useSession(({ session }) => session.kind === 'online' && session.catchingUp)
  if (catchingUp && !isEmpty) return <FeedSkeleton />
  const which = isEmpty ? 'empty' : 'quiet'
  return (
    <EmptyState
      icon={<ListPlus />}
      title={t(`views.list.${which}.title`)}
      text={t(`views.list.${which}.text`)}
      action={
        <Button variant={isEmpty ? 'primary' : 'secondary'} onClick={onFill}>
          {t('views.list.fill')}
        </Button>
      }
    />
  )
}

function Missing() {
  const { t } = useText()
  return (
    <EmptyState
      icon={<ListX />}
      title={t('views.list.missing.title')}
      text={t('views.list.missing.text')}
      action={<ButtonLink href={placeOfFeed()}>{t('saved.empty.toFeed')}</ButtonLink>}
    />
  )
}
