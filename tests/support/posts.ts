import { nodeKeyOf, postKeyOf } from '../../src/model/keys.ts'
import type { FeedNode } from '../../src/model/node.ts'
import { BLOG_NODE, COMMENTS_PREFIX, type Post } from '../../src/model/post.ts'
import { formOf } from '../../src/model/repost.ts'
import type { BareJid } from '../../src/shared/jid.ts'
import { jid } from './screen.tsx'

/** A post as it is stored after it came from its service; `author` decides whose blog it is in unless a node is named. */
export function post(itemId: string, over: Partial<Post> = {}): Post {
  const author = over.author === undefined ? jid('bela@example.org') : over.author
  const address = { service: over.service ?? author ?? jid('pubsub.example.org'), node: over.node ?? BLOG_NODE, itemId }
  const publishedAt = over.publishedAt ?? 1_700_000_000_000
  return {
    ...address,
    key: postKeyOf(address),
    nodeKey: nodeKeyOf(address),
    author,
    authorName: '',
    authorVerified: true,
    title: `Title of ${itemId}`,
    text: `Text of ${itemId}`,
    rich: null,
    html: null,
    publishedAt,
    updatedAt: publishedAt,
    edited: false,
    tags: [],
    enclosures: [],
    links: [],
    webUrl: null,
    comments: { service: address.service, node: `${COMMENTS_PREFIX}${itemId}` },
    inReplyTo: null,
    via: null,
    location: null,
    warning: null,
    commentsOff: false,
    scheduledAt: null,
    state: 'published',
    failure: null,
    before: null,
    likeCount: 0,
    commentCount: 0,
    myLike: null,
    inFeed: 1,
    feedKind: address.node === BLOG_NODE ? 'person' : 'community',
    sortAt: publishedAt,
    receivedAt: publishedAt,
    reading: 0,
    hash: 'hash',
    form: formOf({ via: null, inReplyTo: null, text: '', rich: null, ...over }),
    ...over,
  }
}

/** A blog or community as it is stored. */
export function node(service: BareJid, name: string, over: Partial<FeedNode> = {}): FeedNode {
  return {
    service,
    node: name,
    key: nodeKeyOf({ service, node: name }),
    kind: name === BLOG_NODE ? 'person' : 'community',
    title: name,
    description: '',
    followed: 1,
    followState: 'settled',
    accessModel: 'open',
    canPublish: 'yes',
    subscribers: null,
    itemCount: null,
    avatarUrl: null,
    paging: 'no',
    olderCursor: null,
    reachedEnd: true,
    endIsLimit: false,
    caughtUpAt: 0,
    readings: 1,
    health: 'ok',
    ...over,
  }
}
