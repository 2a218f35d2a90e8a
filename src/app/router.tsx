import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  type RouterHistory,
  useRouter,
} from '@tanstack/react-router'
import { ErrorPage } from './error-page.tsx'
import { FrontDoor } from './front-door.tsx'
import { CommunitiesPage, FeedPage, NotificationsPage, PeoplePage, RegisterPage, TagPage } from './lazy-pages.ts'
import { Missing } from './missing-page.tsx'
import * as place from './places.tsx'
import { parseSearch, stringifySearch } from './search-text.ts'
import { useHashLinks } from './use-hash-links.ts'
import { guard, SignedIn } from './signed-in.tsx'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

function Root() {
  useHashLinks(useRouter())
  return <Outlet />
}

/** Keeps the named text values of a query and drops whatever else a link carries. */
function only<Name extends string>(...names: Name[]): (search: Record<string, unknown>) => { [Key in Name]?: string } {
  return search => {
    const kept: { [Key in Name]?: string } = {}
    for (const name of names) {
      const value = text(search[name])
      if (value !== undefined) kept[name] = value
    }
    return kept
  }
}

const root = createRootRoute({ component: Root, notFoundComponent: Missing })

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: FrontDoor, validateSearch: only('next', 'again') })
const register = createRoute({ getParentRoute: () => root, path: '/register', component: RegisterPage })

/** Behind the front door. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', beforeLoad: guard, component: SignedIn })
const parent = { getParentRoute: () => inside }

const home = createRoute({
  ...parent,
  path: '/',
  beforeLoad: () => {
    // oxlint-disable-next-line typescript/only-throw-error -- the router's way of saying it
    throw redirect({ to: '/feed', replace: true })
  },
})
const feed = createRoute({ ...parent, path: '/feed', component: () => <FeedPage view="all" /> })
const feedPeople = createRoute({ ...parent, path: '/feed/people', component: () => <FeedPage view="people" /> })
const feedCommunities = createRoute({ ...parent, path: '/feed/communities', component: () => <FeedPage view="communities" /> })
const tag = createRoute({ ...parent, path: '/tag/$tag', component: () => <TagPage {...tag.useParams()} /> })
const post = createRoute({ ...parent, path: '/post/$service/$node/$item', component: () => <place.PostPlace {...post.useParams()} /> })
const compose = createRoute({
  ...parent,
  path: '/compose',
  validateSearch: only('to', 'edit', 'reply'),
  component: () => <place.ComposePlace {...compose.useSearch()} />,
})
const communities = createRoute({ ...parent, path: '/communities', component: CommunitiesPage })
const service = createRoute({ ...parent, path: '/communities/$service', component: () => <place.ServicePlace {...service.useParams()} /> })
const community = createRoute({
  ...parent,
  path: '/communities/$service/$node',
  component: () => <place.CommunityPlace {...community.useParams()} />,
})
const chats = createRoute({ ...parent, path: '/chats/{-$jid}', component: () => <place.ChatsPlace {...chats.useParams()} /> })
const people = createRoute({ ...parent, path: '/people', component: PeoplePage })
const person = createRoute({ ...parent, path: '/people/$jid', component: () => <place.PersonPlace {...person.useParams()} /> })
const notifications = createRoute({ ...parent, path: '/notifications', component: NotificationsPage })
const search = createRoute({
  ...parent,
  path: '/search',
  validateSearch: only('q'),
  component: () => <place.SearchPlace {...search.useSearch()} />,
})
const settings = createRoute({
  ...parent,
  path: '/settings/{-$section}',
  component: () => <place.SettingsPlace {...settings.useParams()} />,
})

const tree = root.addChildren([
  signIn,
  register,
  inside.addChildren([
    home,
    feed,
    feedPeople,
    feedCommunities,
    tag,
    post,
    compose,
    communities,
    service,
    community,
    chats,
    people,
    person,
    notifications,
    search,
    settings,
  ]),
])

/** All addresses of the app, after the `#`: nothing of them reaches the host. */
export function makeRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({
    routeTree: tree,
    history,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: Missing,
  })
}

export type AppRouter = ReturnType<typeof makeRouter>

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
}
