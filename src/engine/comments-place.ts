import { domainOf, type BareJid } from '#shared/jid.ts'
import { KithError } from '#shared/errors.ts'
import { type NodeAddress, nodeKeyOf } from '#model/keys.ts'
import type { AccessModel } from '#model/node.ts'
import { BLOG_NODE, COMMENTS_PREFIX, type Post } from '#model/post.ts'
import type { EngineContext } from './context.ts'
import { createCommentsNode } from './prepare-node.ts'

/** Which service took the comments of posts on a service last time, so that the others are not asked again. */
const settingKey = (service: BareJid): string => `comments-service:${service}`

async function candidates({ account, session }: EngineContext, service: BareJid, remembered: unknown): Promise<BareJid[]> {
  const { pubsubServices } = await session.features()
  const usual = `comments.${domainOf(account)}`
  const list = [...pubsubServices.filter(jid => jid === usual), service, ...pubsubServices, account]
  const first = list.filter(jid => jid === remembered)
  return [...new Set([...first, ...list])]
}

/** Who may read the post. Of communities only the open ones are told apart: their members are not mine to name. */
async function accessOf({ account, db }: EngineContext, post: Post): Promise<AccessModel> {
  const isMine = post.service === account && post.node === BLOG_NODE
  const access = isMine ? (await db.nodes.get(nodeKeyOf(post)))?.accessModel : undefined
  return access === undefined || access === 'unknown' ? 'open' : access
}

/**
 * Makes the comments node of a post before the post is published, since the post names its place: at `comments.<my host>` where there is
 * one (Movim's convention), else beside the post, else at a pubsub service of my own server (ejabberd lets nobody else write into PEP).
 * @returns null when no service takes comments: the post then goes without
 */
export async function createCommentsPlace(context: EngineContext, post: Post): Promise<NodeAddress | null> {
  const node = `${COMMENTS_PREFIX}${post.itemId}`
  const access = await accessOf(context, post)
  const remembered = (await context.db.settings.get(settingKey(post.service)))?.value
  // Only my own account knows who my contacts are.
  const services = access === 'open' ? await candidates(context, post.service, remembered) : [context.account]
  for (const service of services) {
    try {
      const check = access !== 'open' || (service === context.account && service !== remembered)
      await createCommentsNode(context, { service, node, access, check })
      if (access === 'open') await context.db.settings.put({ key: settingKey(post.service), value: service })
      return { service, node }
    } catch (error) {
      if (!(error instanceof KithError) || error.kind === 'offline' || error.kind === 'timeout') throw error
      context.note('comments node refused', { service, condition: error.condition })
    }
  }
  return null
}
