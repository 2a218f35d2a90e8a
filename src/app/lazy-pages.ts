import { lazy } from 'react'

// Every place is a chunk of its own; the service worker has them all before they are wanted.
export const FeedPage = lazy(async () => ({ default: (await import('#features/feed/feed-page.tsx')).FeedPage }))
export const FeedAside = lazy(async () => ({ default: (await import('#features/feed/feed-aside.tsx')).FeedAside }))
export const SavedPage = lazy(async () => ({ default: (await import('#features/feed/saved-page.tsx')).SavedPage }))
export const CatchUpPage = lazy(async () => ({ default: (await import('#features/catch-up/catch-up-page.tsx')).CatchUpPage }))
export const TagPage = lazy(async () => ({ default: (await import('#features/feed/tag-page.tsx')).TagPage }))
export const PostPage = lazy(async () => ({ default: (await import('#features/post/post-page.tsx')).PostPage }))
export const ComposePage = lazy(async () => ({ default: (await import('#features/compose/compose-page.tsx')).ComposePage }))
export const DraftsPage = lazy(async () => ({ default: (await import('#features/drafts/drafts-page.tsx')).DraftsPage }))
export const CommunitiesPage = lazy(async () => ({
  default: (await import('#features/communities/communities-page.tsx')).CommunitiesPage,
}))
export const ServicePage = lazy(async () => ({ default: (await import('#features/communities/service-page.tsx')).ServicePage }))
export const CommunityPage = lazy(async () => ({ default: (await import('#features/communities/community-page.tsx')).CommunityPage }))
export const ChatsPage = lazy(async () => ({ default: (await import('#features/chats/chats-page.tsx')).ChatsPage }))
export const PeoplePage = lazy(async () => ({ default: (await import('#features/people/people-page.tsx')).PeoplePage }))
export const ProfilePage = lazy(async () => ({ default: (await import('#features/people/profile-page.tsx')).ProfilePage }))
export const FollowsPage = lazy(async () => ({ default: (await import('#features/people/follows-page.tsx')).FollowsPage }))
export const NotificationsPage = lazy(async () => ({
  default: (await import('#features/notifications/notifications-page.tsx')).NotificationsPage,
}))
export const SearchPage = lazy(async () => ({ default: (await import('#features/search/search-page.tsx')).SearchPage }))
export const SettingsPage = lazy(async () => ({ default: (await import('#features/settings/settings-page.tsx')).SettingsPage }))
export const SignInPage = lazy(async () => ({ default: (await import('#features/sign-in/sign-in-page.tsx')).SignInPage }))
export const RegisterPage = lazy(async () => ({ default: (await import('#features/register/register-page.tsx')).RegisterPage }))
