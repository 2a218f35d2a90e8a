import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import { wholeTexts } from '#ui/text/catalogue.ts'

type Place<Props> = LazyExoticComponent<ComponentType<Props>> & { fetch: () => Promise<unknown> }

/** A place behind the front door: its code, and the texts that are not needed before. */
function inside<Props>(load: () => Promise<ComponentType<Props>>): Place<Props> {
  const fetch = async () => {
    const [page] = await Promise.all([load(), wholeTexts()])
    return { default: page }
  }
  return Object.assign(lazy(fetch), { fetch })
}

// Every place is a chunk of its own; the service worker has them all before they are wanted.
export const FeedPage = inside(async () => (await import('#features/feed/feed-page.tsx')).FeedPage)
export const FeedAside = inside(async () => (await import('#features/feed/feed-aside.tsx')).FeedAside)
export const ListPage = inside(async () => (await import('#features/feed/list-page.tsx')).ListPage)
export const CatchUpPage = inside(async () => (await import('#features/catch-up/catch-up-page.tsx')).CatchUpPage)
export const SavedPage = inside(async () => (await import('#features/feed/saved-page.tsx')).SavedPage)
export const TagPage = inside(async () => (await import('#features/feed/tag-page.tsx')).TagPage)
export const PostPage = inside(async () => (await import('#features/post/post-page.tsx')).PostPage)
export const ComposePage = inside(async () => (await import('#features/compose/compose-page.tsx')).ComposePage)
export const DraftsPage = inside(async () => (await import('#features/drafts/drafts-page.tsx')).DraftsPage)
export const CommunitiesPage = inside(async () => (await import('#features/communities/communities-page.tsx')).CommunitiesPage)
export const ServicePage = inside(async () => (await import('#features/communities/service-page.tsx')).ServicePage)
export const CommunityPage = inside(async () => (await import('#features/communities/community-page.tsx')).CommunityPage)
export const ChatsPage = inside(async () => (await import('#features/chats/chats-page.tsx')).ChatsPage)
export const StarredPage = inside(async () => (await import('#features/chats/starred-page.tsx')).StarredPage)
export const PeoplePage = inside(async () => (await import('#features/people/people-page.tsx')).PeoplePage)
export const ProfilePage = inside(async () => (await import('#features/people/profile-page.tsx')).ProfilePage)
export const FollowsPage = inside(async () => (await import('#features/people/follows-page.tsx')).FollowsPage)
export const NotificationsPage = inside(async () => (await import('#features/notifications/notifications-page.tsx')).NotificationsPage)
export const SearchPage = inside(async () => (await import('#features/search/search-page.tsx')).SearchPage)
export const SettingsPage = inside(async () => (await import('#features/settings/settings-page.tsx')).SettingsPage)
export const SignInPage = lazy(async () => ({ default: (await import('#features/sign-in/sign-in-page.tsx')).SignInPage }))
export const RegisterPage = inside(async () => (await import('#features/register/register-page.tsx')).RegisterPage)

/** Places by the first part of their address: those that people begin with. */
const BEGINNINGS: Readonly<Record<string, Pick<Place<never>, 'fetch'>>> = {
  feed: FeedPage,
  'catch-up': CatchUpPage,
  post: PostPage,
  communities: CommunitiesPage,
  chats: ChatsPage,
  people: PeoplePage,
  notifications: NotificationsPage,
}

/** Fetches the code of a place while the page is still finding out who is here, in place of after that. */
export async function fetchAhead(hash: string): Promise<void> {
  const [, first = ''] = /^#\/([^/?]+)/.exec(hash) ?? []
  await BEGINNINGS[first]?.fetch()
}
