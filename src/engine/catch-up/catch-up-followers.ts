import { buildSubscribersQuery, parseSubscribers } from '#protocol/xep0060-owner.ts'
import { BLOG_NODE } from '#model/post.ts'
import { KithError } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import { addNotification, dropNotification } from '#storage/notifications.ts'
import type { EngineContext } from '../context.ts'
import { arrivalTime } from '../store-page.ts'

const KNOWN = 'followers:known'
/** A blog of more is not looked at: nobody reads that many names, and the list would be stored again and again. */
const MOST_FOLLOWERS = 2_000

/**
 * Who has subscribed to my blog since this device last looked: one question in a session (XEP-0060 §8.8.1). ejabberd does not answer it
 * for a blog (servers.md §5.4); then nobody is told of. What the first look finds is no news.
 */
export async function catchUpFollowers(context: EngineContext): Promise<void> {
  const now = await subscribers(context)
  if (!now || now.length > MOST_FOLLOWERS) return
  const at = arrivalTime(context)
  await context.inbox.commit(async db => {
    const value: unknown = (await db.settings.get(KNOWN))?.value
    await db.settings.put({ key: KNOWN, value: now })
    if (!Array.isArray(value)) return
    const before = new Set(value as BareJid[])
    for (const from of now) {
      if (!before.delete(from)) await addNotification(db, `follow:${from}`, { kind: 'follow', from, postKey: null, text: '', at }, {})
    }
    // Whoever is gone may come again, and that is news again.
    for (const from of before) await dropNotification(db, `follow:${from}`)
  })
}

/** Undefined where the server does not tell. */
async function subscribers({ account, session, note }: EngineContext): Promise<BareJid[] | undefined> {
  try {
    const answer = await session.request('get', account, buildSubscribersQuery(BLOG_NODE), { urgency: 'background' })
    return parseSubscribers(answer)?.filter(jid => jid !== account)
  } catch (error) {
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    if (error.kind !== 'not-found') note('followers not told', { condition: error.condition })
    return undefined
  }
}
