import type { Answer, Ask } from '#bridge/contract.ts'
import type { EngineContext } from '../context.ts'
import { readReactions } from '../read-reactions.ts'

/** What people attached to a post; to one that is not sent yet nobody did. */
export async function openReactions(context: EngineContext, { postKey }: Ask<'open-reactions'>): Promise<Answer<'open-reactions'>> {
  const post = await context.db.posts.get(postKey)
  return !post || post.state === 'queued' ? { offered: false } : await readReactions(context, post)
}
