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
import { Beside, type ListRoute } from './beside.tsx'
import { ErrorPage } from './error-page.tsx'
import { FrontDoor } from './front-door.tsx'
import {
  CatchUpPage,
  CommunitiesPage,
  DraftsPage,
  FeedAside,
  FeedPage,
  ListPage,
  NotificationsPage,
  PeoplePage,
  RegisterPage,
  SavedPage,
  StarredPage,
  TagPage,
} from './lazy-pages.ts'
import { Missing } from './missing-page.tsx'
import * as place from './places.tsx'
import { parseSearch, stringifySearch } from './search-text.ts'
import { useHashLinks } from './use-hash-links.ts'
import { guard, SignedIn } from './signed-in.tsx'
import { windowStays } from './window-scroll.ts'

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

/** The feed, with what one follows and who is there beside it. */
function feedList(view: 'all' | 'people' | 'communities'): ListRoute {
  return { draw: () => <FeedPage view={view} />, rest: () => <FeedAside />, posts: () => ({ kind: 'feed', view }) }
}

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

/** Lists that keep their place while a post or somebody is open beside them; they are drawn by Beside. */
const beside = createRoute({ ...parent, id: 'beside', component: Beside })
const listed = { getParentRoute: () => beside }

const feed = createRoute({ ...listed, path: '/feed', staticData: { list: feedList('all') } })
const feedPeople = createRoute({ ...listed, path: '/feed/people', staticData: { list: feedList('people') } })
const feedCommunities = createRoute({ ...listed, path: '/feed/communities', staticData: { list: feedList('communities') } })
const feedSaved = createRoute({
  ...listed,
  path: '/feed/saved',
  staticData: { list: { draw: () => <SavedPage />, rest: () => <FeedAside />, posts: () => ({ kind: 'saved' }) } },
})
const feedOwnList = createRoute({
  ...listed,
  path: '/feed/list/$id',
  staticData: {
    list: {
      draw: ({ params }) => <ListPage id={params['id'] ?? ''} />,
      rest: () => <FeedAside />,
      posts: ({ id = '' }) => ({ kind: 'feed', view: `list:${id}` }),
    },
  },
})
const catchUp = createRoute({ ...listed, path: '/catch-up', staticData: { list: { draw: () => <CatchUpPage /> } } })
const tag = createRoute({
  ...listed,
  path: '/tag/$tag',
  staticData: {
    list: {
      draw: ({ params }) => <TagPage tag={params['tag'] ?? ''} />,
      posts: ({ tag = '' }) => ({ kind: 'tag', tag }),
    },
  },
})
const community = createRoute({
  ...listed,
  path: '/communities/$service/$node',
  staticData: {
    list: { draw: ({ params }) => <place.CommunityPlace service={params['service'] ?? ''} node={params['node'] ?? ''} /> },
  },
})
const people = createRoute({ ...listed, path: '/people', staticData: { list: { draw: () => <PeoplePage /> } } })
const notifications = createRoute({ ...listed, path: '/notifications', staticData: { list: { draw: () => <NotificationsPage /> } } })
const search = createRoute({
  ...listed,
  path: '/search',
  validateSearch: only('q'),
  staticData: { list: { draw: ({ search: { q = '' } }) => <place.SearchPlace q={q} /> } },
})
const post = createRoute({ ...listed, path: '/post/$service/$node/$item', component: () => <place.PostPlace {...post.useParams()} /> })
const person = createRoute({ ...listed, path: '/people/$jid', component: () => <place.PersonPlace {...person.useParams()} /> })
const follows = createRoute({ ...listed, path: '/people/$jid/follows', component: () => <place.FollowsPlace {...follows.useParams()} /> })

const compose = createRoute({
  ...parent,
  path: '/compose',
  validateSearch: only('draft', 'to', 'edit', 'reply', 'via'),
  component: () => <place.ComposePlace {...compose.useSearch()} />,
})
const drafts = createRoute({ ...parent, path: '/drafts', component: DraftsPage })
const communities = createRoute({ ...parent, path: '/communities', component: CommunitiesPage })
const service = createRoute({ ...parent, path: '/communities/$service', component: () => <place.ServicePlace {...service.useParams()} /> })
const chats = createRoute({
  ...parent,
  path: '/chats/{-$jid}',
  validateSearch: only('message', 'media'),
  component: () => <place.ChatsPlace {...chats.useParams()} {...chats.useSearch()} />,
})
const requests = createRoute({ ...parent, path: '/chats/requests', component: place.RequestsPlace })
const starred = createRoute({ ...parent, path: '/chats/starred', component: StarredPage })
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
    beside.addChildren([
      feed,
      feedPeople,
      feedCommunities,
      feedSaved,
      feedOwnList,
      catchUp,
      tag,
      community,
      people,
      notifications,
      search,
      post,
      person,
      follows,
    ]),
    compose,
    drafts,
    communities,
    service,
    chats,
    requests,
    starred,
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
    scrollRestoration: () => !windowStays(),
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
