import { type NodeKey, nodeKeyOf, type PostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import type { FeedView } from '#storage/posts.ts'

/**
 * Where things are in the app, as hash links (design.md §7). Keys of model/keys.ts are percent-encoded already and are paths as they
 * stand.
 */
export type Place = `#/${string}`

/** What the feed shows: one of its views, or what was saved from anywhere. */
export type FeedTab = FeedView | 'saved'

export function placeOfFeed(view: FeedTab = 'all'): Place {
  if (view.startsWith('list:')) return placeOfList(view.slice('list:'.length))
  return view === 'all' ? '#/feed' : `#/feed/${view}`
}

/** One of the reader's own lists. */
export function placeOfList(id: string): Place {
  return `#/feed/list/${encodeURIComponent(id)}`
}

export function placeOfCatchUp(): Place {
  return '#/catch-up'
}

export function placeOfPost(key: PostKey): Place {
  return `#/post/${key}`
}

/** A blog is shown on its owner's profile; every other node is a community. */
export function placeOfNode(service: BareJid, node: string): Place {
  return node === BLOG_NODE ? placeOfPerson(service) : `#/communities/${nodeKeyOf({ service, node })}`
}

export function placeOfService(service: BareJid): Place {
  return `#/communities/${encodeURIComponent(service)}`
}

export function placeOfChat(jid: BareJid): Place {
  return `#/chats/${encodeURIComponent(jid)}`
}

/** What was shared in a conversation: its pictures, its files or its links. */
export function placeOfChatMedia(jid: BareJid, kind: 'pictures' | 'files' | 'links' = 'pictures'): Place {
  return `${placeOfChat(jid)}?media=${kind}`
}

/** What strangers wrote. */
export function placeOfRequests(): Place {
  return '#/chats/requests'
}

/** Messages with a star, of all conversations. */
export function placeOfStarred(): Place {
  return '#/chats/starred'
}

/** A message in its conversation, by its key. */
export function placeOfMessage(conversation: BareJid, key: string): Place {
  return `${placeOfChat(conversation)}?message=${encodeURIComponent(key)}`
}

export function placeOfPerson(jid: BareJid): Place {
  return `#/people/${encodeURIComponent(jid)}`
}

/** What somebody shows that they follow. */
export function placeOfFollows(jid: BareJid): Place {
  return `${placeOfPerson(jid)}/follows`
}

export function placeOfSearch(): Place {
  return '#/search'
}

export function placeOfTag(tag: string): Place {
  return `#/tag/${encodeURIComponent(tag)}`
}

interface Writing {
  /** Where it is to be published. */
  to?: NodeKey
  /** A post of mine to change. */
  edit?: PostKey
  /** A post to answer. */
  reply?: PostKey
  /** A post to repeat. */
  via?: PostKey
  /** Id of a further draft, beside the one that a new post starts from. */
  draft?: string
}

/** The composer. */
export function placeOfCompose({ to, edit, reply, via, draft }: Writing = {}): Place {
  const search = new URLSearchParams()
  if (draft) search.set('draft', draft)
  if (to) search.set('to', to)
  if (edit) search.set('edit', edit)
  if (reply) search.set('reply', reply)
  if (via) search.set('via', via)
  return search.size === 0 ? '#/compose' : `#/compose?${search.toString()}`
}

export function placeOfDrafts(): Place {
  return '#/drafts'
}

/**
 * Goes there as a click on a link would, which the app turns into a step of its history.
 * @param replace in place of the step that led here: "back" then leads to where one came from before
 */
export function goTo(place: Place, { replace = false }: { replace?: boolean } = {}): void {
  const link = document.createElement('a')
  link.href = place
  if (replace) link.dataset['replace'] = ''
  document.body.append(link)
  link.click()
  link.remove()
}

/** The address of a place to hand to somebody else: this page's own, with another hash. */
export function addressOf(place: Place): string {
  return `${globalThis.location.href.replace(/#.*$/, '')}${place}`
}
