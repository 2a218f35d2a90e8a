import { parsePostKey, type PostKey } from '#model/keys.ts'
import { dropSetting, settingsBelow } from '#storage/settings.ts'
import { attachmentsOf } from './attachments.ts'
import type { EngineContext } from './context.ts'
import { feedState } from './feed-state.ts'
import { inBackground } from './in-background.ts'
import { subscribeQuietly, unsubscribeQuietly } from './publish-item.ts'
import { readReactions } from './read-reactions.ts'

/** Written down before it is asked for: what a crash or a lost connection leaves behind is ended with the next post that is opened. */
const KEY = 'watching:'

/** Has the service tell what people attach to a post. Asked once a session; where it is refused, reading has to do. */
export async function listenToReactions(context: EngineContext, postKey: PostKey): Promise<void> {
  const { listening } = feedState(context)
  if (listening.has(postKey)) return
  const post = await context.db.posts.get(postKey)
  if (post?.state !== 'published' || listening.has(postKey)) return
  listening.add(postKey)
  await context.db.settings.put({ key: KEY + postKey, value: true })
  if (await subscribeQuietly(context, attachmentsOf(post))) {
    // What came between the first reading and now.
    inBackground(context, readReactions(context, post), 'reactions not read')
  } else await dropSetting(context.db, KEY + postKey)
}

/**
 * Ends what is not looked at any more. A service that does not answer keeps none of the others.
 * @param isWanted which posts are still looked at, asked again after each answer: somebody may have come back meanwhile
 */
export async function leaveReactions(context: EngineContext, isWanted: (postKey: PostKey) => boolean): Promise<void> {
  const failed: unknown[] = []
  for (const key of await settingsBelow(context.db, KEY)) {
    const postKey = key.slice(KEY.length) as PostKey
    if (isWanted(postKey)) continue
    await leave(context, postKey).catch((error: unknown) => failed.push(error))
  }
  if (failed.length > 0) throw failed[0]
}

async function leave(context: EngineContext, postKey: PostKey): Promise<void> {
  const { listening } = feedState(context)
  const address = parsePostKey(postKey)
  listening.delete(postKey)
  if (address) await unsubscribeQuietly(context, attachmentsOf(address))
  if (!listening.has(postKey)) await dropSetting(context.db, KEY + postKey)
}
