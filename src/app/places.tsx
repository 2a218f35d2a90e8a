// From the parts of an address to the page and its props. What is no address of anything shows as missing.
import { nodeKeyOf, parseNodeKey, parsePostKey, type PostKey, postKeyOf } from '#model/keys.ts'
import { parseBareJid } from '#shared/jid.ts'
import { useAccounts } from './accounts.ts'
import {
  ChatsPage,
  CommunityPage,
  ComposePage,
  FollowsPage,
  PostPage,
  ProfilePage,
  SearchPage,
  ServicePage,
  SettingsPage,
} from './lazy-pages.ts'
import { Missing } from './missing-page.tsx'

export function PostPlace({ service, node, item }: { service: string; node: string; item: string }) {
  const jid = parseBareJid(service)
  return jid ? <PostPage postKey={postKeyOf({ service: jid, node, itemId: item })} /> : <Missing />
}

/** Of a draft, in an address. */
const DRAFT_ID = /^[\w-]{1,64}$/

const postIn = (text: string | undefined): PostKey | undefined => {
  const address = text === undefined ? undefined : parsePostKey(text)
  return address && postKeyOf(address)
}

export function ComposePlace({
  draft = '',
  to,
  edit,
  reply,
  via,
}: {
  draft?: string
  to?: string
  edit?: string
  reply?: string
  via?: string
}) {
  const target = to === undefined ? undefined : parseNodeKey(to)
  return (
    <ComposePage
      draft={DRAFT_ID.test(draft) ? draft : undefined}
      to={target && nodeKeyOf(target)}
      edit={postIn(edit)}
      reply={postIn(reply)}
      via={postIn(via)}
    />
  )
}

export function ServicePlace({ service }: { service: string }) {
  const jid = parseBareJid(service)
  return jid ? <ServicePage service={jid} /> : <Missing />
}

export function CommunityPlace({ service, node }: { service: string; node: string }) {
  const jid = parseBareJid(service)
  return jid ? <CommunityPage service={jid} node={node} /> : <Missing />
}

export function ChatsPlace({ jid, message, media }: { jid?: string; message?: string; media?: string }) {
  const conversation = parseBareJid(jid)
  if (jid !== undefined && !conversation) return <Missing />
  return <ChatsPage conversation={conversation ?? null} message={message ?? null} media={media ?? null} />
}

export function RequestsPlace() {
  return <ChatsPage conversation={null} requests />
}

export function PersonPlace({ jid }: { jid: string }) {
  const person = parseBareJid(jid)
  return person ? <ProfilePage jid={person} /> : <Missing />
}

export function FollowsPlace({ jid }: { jid: string }) {
  const person = parseBareJid(jid)
  return person ? <FollowsPage jid={person} /> : <Missing />
}

export function SearchPlace({ q }: { q?: string }) {
  return <SearchPage query={q ?? ''} />
}

export function SettingsPlace({ section }: { section?: string }) {
  const signOut = useAccounts(store => store.signOut)
  return <SettingsPage section={section} onSignOut={async () => void (await signOut())} />
}
