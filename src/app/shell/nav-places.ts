import { Bell, ContactRound, type LucideIcon, MessagesSquare, Newspaper, Search, Settings, UsersRound } from 'lucide-react'

export interface NavPlace {
  name: 'feed' | 'communities' | 'chats' | 'people' | 'notifications' | 'search' | 'settings'
  icon: LucideIcon
  /** First parts of the paths that belong to it. */
  paths: readonly string[]
  /** In the phone's bottom bar; the others are behind "More". */
  first: boolean
}

/** How much is new in a place; at most a hundred notifications are counted. */
export type NavCounts = Partial<Record<NavPlace['name'], number>>

export const NAV_PLACES: readonly NavPlace[] = [
  { name: 'feed', icon: Newspaper, paths: ['feed', 'catch-up', 'tag', 'post'], first: true },
  { name: 'communities', icon: UsersRound, paths: ['communities'], first: true },
  { name: 'chats', icon: MessagesSquare, paths: ['chats'], first: true },
  { name: 'people', icon: ContactRound, paths: ['people'], first: false },
  { name: 'notifications', icon: Bell, paths: ['notifications'], first: true },
  { name: 'search', icon: Search, paths: ['search'], first: false },
  { name: 'settings', icon: Settings, paths: ['settings'], first: false },
]

export function isAt(place: NavPlace, pathname: string): boolean {
  return place.paths.includes(pathname.split('/')[1] ?? '')
}
