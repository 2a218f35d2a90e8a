import type { BareJid } from '#shared/jid.ts'
import { chooseItemId } from '#model/item-id.ts'
import { nodeKeyOf, type PostKey, postKeyOf } from '#model/keys.ts'
import { APART, BLOG_NODE, type Post } from '#model/post.ts'
import { type Composed, composedContent } from '#model/post-content.ts'
import { feedKindOf } from '#model/post-merge.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface NewPost extends Composed {
  me: BareJid
  service: BareJid
  node: string
  now: number
}

/** Writes a post to my blog or to a community. It is in the feed at once, waiting for delivery, under the item id it keeps for ever. */
export async function publishPost(db: AccountDb, { me, service, node, now, ...typed }: NewPost): Promise<PostKey> {
  const content = composedContent(typed)
  const itemId = chooseItemId(content.title)
  const address = { service, node, itemId }
  const key = postKeyOf(address)
  const nodeKey = nodeKeyOf(address)
  await db.transaction('rw', db.posts, db.outbox, db.drafts, db.nodes, async () => {
    const followed = (await db.nodes.get(nodeKey))?.followed === 1
    const mine = service === me && node === BLOG_NODE
    const post: Post = {
      ...address,
      ...content,
      key,
      nodeKey,
      author: me,
      authorName: '',
      authorVerified: true,
      html: null,
      publishedAt: now,
      updatedAt: now,
      edited: false,
      enclosures: [],
      links: [],
      webUrl: null,
      comments: null,
      inReplyTo: null,
      state: 'queued',
      failure: null,
      before: null,
      likeCount: 0,
      commentCount: 0,
      myLike: null,
      inFeed: mine || followed ? 1 : 0,
      feedKind: feedKindOf(address),
      sortAt: now,
      receivedAt: now,
      reading: APART,
      hash: '',
    }
    await db.posts.add(post)
    await addIntent(db, { kind: 'publish-post', postKey: key }, now)
    await db.drafts.delete('post:new')
  })
  return key
}
