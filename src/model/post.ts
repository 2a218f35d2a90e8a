import type { Failure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { RichNode } from '#shared/rich-text.ts'
import type { NodeAddress, NodeKey, PostAddress, PostKey } from './keys.ts'
import type { AccessModel } from './node.ts'

/** XEP-0277's node for a person's blog. */
export const BLOG_NODE = 'urn:xmpp:microblog:0'
/** Movim's convention for comments: this prefix, then the item id of the post. */
export const COMMENTS_PREFIX = 'urn:xmpp:microblog:0:comments/'
/** A comment whose title is exactly this heart is a like (Movim's convention). */
export const LIKE_TITLE = '♥'
/** An item of this id in a content node is the community's picture, never a post (Movim). */
export const AVATAR_ITEM_ID = 'urn:xmpp:avatar:metadata'

/**
 * published: the service holds it · queued: our change waits for delivery · failed: refused, the reason is kept · retracted: gone
 * at the service, kept only where we wrote it ourselves.
 */
export type PostState = 'published' | 'queued' | 'failed' | 'retracted'

export type FeedKind = 'person' | 'community'

/** repost: says nothing but another post again · reply: answers one · post: stands for itself. */
export const POST_FORMS = ['post', 'reply', 'repost'] as const
export type PostForm = (typeof POST_FORMS)[number]

export interface Enclosure {
  url: string
  mediaType: string
  title: string
  bytes: number | null
  width: number | null
  height: number | null
  alt: string
  /** How long a recording or a film is, in milliseconds, where it is known. */
  length?: number
  /** A very small picture of it that came along, as a `data:` address. */
  thumbnail?: string
  /** Base64, where it is known. */
  sha256?: string
}

export interface PostLink {
  url: string
  title: string
  description: string
}

/** Where something was written (XEP-0080), in degrees (WGS 84). */
export interface Location {
  lat: number
  lon: number
  /** What people call the place; may be empty. */
  name: string
}

/** The post that another one repeats (XEP-0277 §3.7), and who wrote it as the one who repeats it claims: no proof. */
export interface Via extends PostAddress {
  author: BareJid | null
  authorName: string
}

/** One entry of a blog or community (XEP-0277, XEP-0472). */
export interface Post extends PostAddress {
  key: PostKey
  nodeKey: NodeKey
  /** Bare JID of the publisher as the service vouches for it, else of the claimed author; null when nobody is named. */
  author: BareJid | null
  authorName: string
  /** True when the service's publisher attribute, or the owner of the PEP node, stands behind `author`. */
  authorVerified: boolean
  title: string
  /** Plain text or Markdown source, for search, editing and as a fall-back. */
  text: string
  /** XHTML content after the allow-list. */
  rich: RichNode[] | null
  /** Content of type="html", still a string: the page cleans it when it draws it. */
  html: string | null
  publishedAt: number
  updatedAt: number
  edited: boolean
  tags: string[]
  enclosures: Enclosure[]
  links: PostLink[]
  webUrl: string | null
  comments: NodeAddress | null
  inReplyTo: PostAddress | null
  via: Via | null
  location: Location | null
  /** Why it is folded until the reader wants it; '' when its author only said that it is delicate. Null for most. */
  warning: string | null
  /** Its author wants neither likes nor comments: no place is made for them. */
  commentsOff: boolean
  /** Who could see it where it was written: it is not published where more people can by then. Missing where nothing was promised. */
  audience?: AccessModel | undefined
  /** Epoch ms when it is to be published, by this device; null once it is. Until then it is out of every list. */
  scheduledAt: number | null
  state: PostState
  failure: Failure | null
  /** What the service holds while our own change waits or was refused; null when it holds what is here, or nothing yet. */
  before: PostContent | null
  likeCount: number
  commentCount: number
  /** Item id of my own like, waiting or published. */
  myLike: string | null
  /** 1 when the node is followed (or mine) and nothing in the post is muted, so that it belongs to the home feed. A number, because IndexedDB cannot index booleans. */
  inFeed: 0 | 1
  feedKind: FeedKind
  form: PostForm
  /** Key of the mute that keeps it out of the feed (model/mutes.ts). Missing for most. */
  mutedBy?: string
  /** Place in the feed: publishedAt, never later than when we first saw it. Negative while it is out of every list (model/place.ts). */
  sortAt: number
  /** For the lists of its tags, written by the storage (storage/tag-index.ts). Missing where there are none. */
  tagPlaces?: string[]
  receivedAt: number
  /** Reading of the node that it came with (model/node.ts `readings`): what is missing around it is known. APART: nothing is. */
  reading: number
  /** Of the payload, so that an edit under the same item id is noticed and a replay is not. */
  hash: string
}

/** The part of a post that an edit changes. */
export type PostContent = Pick<
  Post,
  'title' | 'text' | 'rich' | 'html' | 'updatedAt' | 'edited' | 'tags' | 'enclosures' | 'links' | 'location' | 'warning' | 'hash'
>

/** What a post was before somebody changed it, as it was seen on this device. */
export interface PostVersion {
  postKey: PostKey
  /** Epoch ms of that version, as its author dated it. */
  updatedAt: number
  title: string
  text: string
}

/** An entry of a post's comments node. */
export interface Comment {
  /** Key of the comment item itself. */
  key: PostKey
  postKey: PostKey
  itemId: string
  author: BareJid | null
  authorName: string
  authorVerified: boolean
  text: string
  /** Item id of the comment that it answers; null when it answers the post. */
  answers: string | null
  edited: boolean
  /** What the service holds while our own change waits or was refused. */
  before: Pick<Comment, 'text' | 'edited' | 'hash'> | null
  /** Negative while it is out of its list: our delete waits for delivery (model/place.ts). */
  publishedAt: number
  state: PostState
  failure: Failure | null
  hash: string
}

/** What somebody attached to a post (XEP-0470), each emoji once. */
export interface Reaction {
  postKey: PostKey
  jid: BareJid
  emojis: string[]
  at: number
}

export interface Like {
  postKey: PostKey
  jid: BareJid
  itemId: string
  at: number
}

export function isCommentsNode(node: string): boolean {
  return node.startsWith(COMMENTS_PREFIX)
}

/** Of a post that was met by itself: written here, or opened by its address. */
export const APART = Number.MAX_SAFE_INTEGER

/** A post is brief when it is all title (Movim's short posts): title and text are the same and only one of them is drawn. */
export function isBrief(post: Pick<Post, 'title' | 'text' | 'rich' | 'html'>): boolean {
  return (post.text === '' || post.text === post.title) && !post.rich?.length && !post.html
}
