import '#ui/styles/tokens.css'
import '#ui/styles/base.css'
import { useSyncExternalStore, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers } from '../src/app/providers.tsx'
import { loadIntl } from '../src/app/language-provider.tsx'
import { usePreferences } from '#components/preferences.ts'
import { AccountContext, type AccountAccess } from '#components/account-context.tsx'
import { useSession } from '#components/session-store.ts'
import { accountDb } from '#storage/db.ts'
import { KithError } from '#shared/errors.ts'
import { Shell } from '../src/app/shell.tsx'
import { FeedPage } from '../src/features/feed/feed-page.tsx'
import { TagPage } from '../src/features/feed/tag-page.tsx'
import { PostPage } from '../src/features/post/post-page.tsx'
import { ComposePage } from '../src/features/compose/compose-page.tsx'
import { CommunitiesPage } from '../src/features/communities/communities-page.tsx'
import { ServicePage } from '../src/features/communities/service-page.tsx'
import { CommunityPage } from '../src/features/communities/community-page.tsx'
import { PeoplePage } from '../src/features/people/people-page.tsx'
import { ProfilePage } from '../src/features/people/profile-page.tsx'
import { seed } from './seed.ts'

const q = new URLSearchParams(location.search)
const db = accountDb('kith:scratch')
const me = 'ada@localhost' as any
const account: AccountAccess = {
  jid: me, db,
  ask: async (name: any) => {
    await new Promise(r => setTimeout(r, 30))
    const answers: any = { 'open-node': { keys: [], reachedEnd: true }, 'older-posts': { keys: [], reachedEnd: true }, 'open-post': { found: true }, 'open-comments': { count: 0 }, 'list-nodes': { keys: [], truncated: false }, 'find-services': { services: [] }, 'open-profile': { state: 'found' }, 'load-avatar': { found: false } }
    if (!answers[name]) throw new KithError('not-found', name)
    return answers[name]
  },
  nudge: () => {}, onSignal: () => () => {},
}
;(window as any).db = db
function page(path: string) {
  const [, place, a, b, c] = path.split('?')[0]!.split('/').map(decodeURIComponent) as string[]
  const search = new URLSearchParams(path.split('?')[1] ?? '')
  switch (place) {
    case 'post': return <PostPage key={path} postKey={path.slice('/post/'.length) as any} />
    case 'tag': return <TagPage tag={a!} />
    case 'compose': return <ComposePage to={search.get('to') as any ?? undefined} edit={search.get('edit') as any ?? undefined} reply={undefined} />
    case 'communities': return b ? <CommunityPage service={a as any} node={b} /> : a ? <ServicePage service={a as any} /> : <CommunitiesPage />
    case 'people': return a ? <ProfilePage jid={a as any} /> : <PeoplePage />
    default: return <FeedPage view={(a as any) ?? 'all'} />
  }
}
function App() {
  const path = useSyncExternalStore(l => { addEventListener('hashchange', l); return () => removeEventListener('hashchange', l) }, () => location.hash.slice(1) || '/feed')
  return <AccountContext value={account}><Shell pathname={path.split('?')[0]!}><Suspense>{page(path)}</Suspense></Shell></AccountContext>
}
async function start() {
  if (q.has('lang')) usePreferences.setState({ language: q.get('lang') } as any)
  if (q.has('theme')) document.documentElement.dataset['theme'] = q.get('theme')!
  if (!q.has('keep')) await seed(db, me)
  useSession.getState().receive({ kind: 'session', state: q.has('offline') ? { kind: 'offline', trouble: null, detail: '', retryAt: null } : { kind: 'online', resumed: false, catchingUp: false } })
  const intl = await loadIntl((q.get('lang') ?? 'en') as any)
  createRoot(document.getElementById('root')!).render(<StrictMode><Providers intl={intl}><App /></Providers></StrictMode>)
}
void start()
