import type { BlogAudience } from '#bridge/contract.ts'
import { buildConfigure, buildDefaultQuery, type NodeConfiguration, parseConfiguration } from '#protocol/xep0060-owner.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import { type AccessModel, accessModelOf, isWider } from '#model/node.ts'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE, COMMENTS_PREFIX, type Post } from '#model/post.ts'
import { postsOfNode } from '#storage/posts.ts'
import { updateNode } from '#storage/store-nodes.ts'
import { attachmentsOf } from './attachments.ts'
import type { EngineContext } from './context.ts'
import { configurationOf, prepareBlog } from './prepare-node.ts'

const USUAL: readonly AccessModel[] = ['open', 'presence', 'whitelist']

/** The form of my blog; undefined while there is none. */
async function blogForm(context: EngineContext): Promise<NodeConfiguration | undefined> {
  try {
    return await configurationOf(context, context.account, BLOG_NODE)
  } catch (error) {
    if (error instanceof KithError && error.kind === 'not-found') return undefined
    throw error
  }
}

/** What a blog may be, as its form says, or that of nodes to come; servers that tell neither know these. */
async function choicesFor({ account, session }: EngineContext, form: NodeConfiguration | undefined): Promise<readonly string[]> {
  const known = form?.choices['access_model']
  if (known) return known
  try {
    const usual = parseConfiguration(await session.request('get', account, buildDefaultQuery(), { urgency: 'user' }))
    return usual?.choices['access_model'] ?? USUAL
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    return USUAL
  }
}

async function store(context: EngineContext, accessModel: AccessModel): Promise<void> {
  const address = { service: context.account, node: BLOG_NODE }
  await context.inbox.commit(async db => void (await updateNode(db, address, { accessModel })))
}

export async function readBlogAudience(context: EngineContext): Promise<BlogAudience> {
  const form = await blogForm(context)
  // One that is made by the first post is for everybody, unless something else is chosen before.
  const access = form ? accessModelOf(form.options['access_model']) : 'open'
  await store(context, access)
  const offered = (await choicesFor(context, form)).map(accessModelOf).filter(model => model !== 'unknown' && model !== 'authorize')
  return { access, groups: [...(form?.lists['roster_groups_allowed'] ?? [])], choices: offered }
}

/**
 * Changes who may read my blog, with every post that is there.
 * @throws KithError `unsupported` when the server takes the choice and does not keep it
 */
export async function changeBlogAudience(context: EngineContext, access: AccessModel, groups: readonly string[]): Promise<void> {
  const { account, session } = context
  await prepareBlog(context, access)
  const lists = access === 'roster' ? { roster_groups_allowed: groups } : {}
  await session.request('set', account, buildConfigure(BLOG_NODE, { access_model: access }, lists), { urgency: 'user' })
  const kept = accessModelOf((await blogForm(context))?.options['access_model'])
  await store(context, kept)
  if (kept !== access) throw new KithError('unsupported', 'the server does not keep this access model', { condition: 'access-model' })
  await changeComments(context, access, lists)
}

/** What was said and attached to the posts is for those who may read the posts. Where it stands at another service, that one decides. */
async function changeComments(context: EngineContext, access: AccessModel, lists: Record<string, readonly string[]>): Promise<void> {
  const { account, db, session, note } = context
  const posts = await postsOfNode(db, nodeKeyOf({ service: account, node: BLOG_NODE }))
  for (const node of posts.flatMap(post => [...ownComments(account, post), attachmentsOf(post).node])) {
    try {
      await session.request('set', account, buildConfigure(node, { access_model: access }, lists), { urgency: 'background' })
    } catch (error) {
      if (!(error instanceof KithError) || error.kind === 'offline') throw error
      if (error.kind !== 'not-found') note('audience of answers not changed', { node, condition: error.condition })
    }
  }
}

function ownComments(account: BareJid, { comments, itemId }: Post): string[] {
  return comments?.service === account && comments.node === `${COMMENTS_PREFIX}${itemId}` ? [comments.node] : []
}

/**
 * Never wider than it was when the post was written: another device may have opened the blog since.
 * @throws KithError `forbidden`, condition `audience-wider`
 */
export async function holdAudience(context: EngineContext, { audience = 'unknown' }: Pick<Post, 'audience'>): Promise<void> {
  if (audience === 'unknown' || audience === 'open') return
  const access = accessModelOf((await blogForm(context))?.options['access_model'])
  await store(context, access)
  if (isWider(access, audience))
    throw new KithError('forbidden', 'more people may read the blog than when the post was written', { condition: 'audience-wider' })
}
