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

/** @param isWanted which posts are still looked at, asked again after each answer: somebody may have come back meanwhile */
export async function leaveReactions(context: EngineContext, isWanted: (postKey: PostKey) => boolean): Promise<void> {
  for (const key of await settingsBelow(context.db, KEY)) {
    const postKey = key.slice(KEY.length) as PostKey
    const address = parsePostKey(postKey)
    if (isWanted(postKey)) continue
    feedState(context).listening.delete(postKey)
    if (address) await unsubscribeQuietly(context, attachmentsOf(address))
    if (!feedState(context).listening.has(postKey)) await dropSetting(context.db, key)
  }
}
