import type { BareJid } from '#shared/jid.ts'
import { chooseItemId } from '#model/item-id.ts'
import { nodeKeyOf, type PostKey, postKeyOf } from '#model/keys.ts'
import { APART, BLOG_NODE, type Post } from '#model/post.ts'
import { type Composed, composedContent } from '#model/post-content.ts'
import { feedKindOf } from '#model/post-merge.ts'
import { enclosureOf } from '#model/upload.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { handOverUploads, uploadsOf } from '#storage/uploads.ts'

interface NewPost extends Composed {
  me: BareJid
  service: BareJid
  node: string
  now: number
}

/** Key of the draft that becomes the post, with its files. */
const DRAFT = 'post:new'

/** Writes a post to my blog or to a community. It is in the feed at once, waiting for delivery, under the item id it keeps for ever. */
export async function publishPost(db: AccountDb, { me, service, node, now, ...typed }: NewPost): Promise<PostKey> {
  return await db.transaction('rw', db.posts, db.outbox, db.drafts, db.uploads, db.nodes, async () => {
    const files = await uploadsOf(db, DRAFT)
    const content = composedContent(typed, files.map(enclosureOf))
    const address = { service, node, itemId: chooseItemId(content.title) }
    const key = postKeyOf(address)
    const nodeKey = nodeKeyOf(address)
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
      enclosures: await handOverUploads(db, DRAFT, key),
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
    await db.drafts.delete(DRAFT)
    return key
  })
}
