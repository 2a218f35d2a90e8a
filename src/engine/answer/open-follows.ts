import { parseFollowEntry, PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import type { Answer, Ask } from '#bridge/contract.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import { nodeKeyOf } from '#model/keys.ts'
import { accessModelOf } from '#model/node.ts'
import type { EngineContext } from '../context.ts'
import { fetchNewest } from '../fetch-items.ts'
import { isFollowable } from '../follow-list.ts'
import { optionOf } from '../prepare-node.ts'

/** More than anybody looks through. */
const MOST_FOLLOWS = 300
const LONGEST_TITLE = 200

/** What somebody shows that they follow. That it is refused and that there is none is the same thing to whoever asks, and on Prosody to us. */
export async function openFollows(context: EngineContext, { jid }: Ask<'open-follows'>): Promise<Answer<'open-follows'>> {
  try {
    const { items } = await fetchNewest(context, { service: jid, node: PUBLIC_FOLLOW_LIST }, 'user', MOST_FOLLOWS)
    const entries = items.flatMap(item => parseFollowEntry(item.payload) ?? []).filter(isFollowable)
    // The newest first, each once.
    const titles = new Map(entries.toReversed().map(entry => [nodeKeyOf(entry), entry.title.slice(0, LONGEST_TITLE)]))
    return { isShown: true, follows: Array.from(titles, ([key, title]) => ({ key, title })).slice(0, MOST_FOLLOWS) }
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    return { isShown: false, follows: [] }
  }
}

/** Asked where one decides whether to show something. */
export async function shownFollowsAudience(context: EngineContext): Promise<Answer<'shown-follows-audience'>> {
  try {
    const access = await optionOf(context, { service: context.account, node: PUBLIC_FOLLOW_LIST }, 'access_model')
    return { access: accessModelOf(access) }
  } catch (error) {
    // As prepareShownNode makes it.
    if (error instanceof KithError && error.kind === 'not-found') return { access: 'presence' }
    throw error
  }
}
