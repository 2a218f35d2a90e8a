import { commentsNode, entryXml, publishXml } from './entry.ts'
import { PEOPLE } from './people.ts'
import { seedComments } from './seed-comments.ts'
import { createNodeXml } from './seed-people.ts'
import { must, type World } from './world.ts'
import { uploadPicture } from './upload-picture.ts'

const HOUR = 3_600_000
const NODE_OPEN = { 'pubsub#access_model': 'open', 'pubsub#max_items': 'max', 'pubsub#persist_items': '1', 'pubsub#notify_retract': '1' }

/** What people write in their own blogs, and what the others say to it. */
export async function seedBlogs(world: World): Promise<void> {
  for (const index of PEOPLE.keys()) await seedBlog(world, index)
}

async function seedBlog(world: World, index: number): Promise<void> {
  const person = PEOPLE[index]
  const client = person && world.clients.get(person.local)
  if (!person || !client) return
  const me = world.jidOf(person.local)
  const blog = 'urn:xmpp:microblog:0'
  await must(
    client,
    'set',
    null,
    createNodeXml(blog, { ...NODE_OPEN, 'pubsub#type': 'urn:xmpp:pubsub-social-feed:1', 'pubsub#send_last_published_item': 'never' }),
  )
  for (const [number, post] of person.posts.entries()) {
    const itemId = `${person.local}-${number + 1}`
    const picture = post.picture && (await uploadPicture(client, world.server.upload, 900 + index * 31 + number, post.picture))
    const at = world.now - (person.posts.length - number) * 40 * HOUR - index * 5 * HOUR
    const entry = entryXml({
      service: me,
      node: blog,
      itemId,
      author: { jid: me, name: person.name },
      title: post.title,
      text: post.text,
      tags: post.tags,
      at,
      picture,
      comments: { service: world.server.pubsub, node: commentsNode(itemId) },
    })
    await must(client, 'set', null, publishXml(blog, itemId, entry))
    await seedComments(world, commentsNode(itemId), { ...post, by: person.local }, at)
  }
}
