import type { NodeKey } from '#model/keys.ts'
import { COMMENTS_PREFIX } from '#model/post.ts'
import { getNode, listServices, nodeKeysOf } from '#storage/nodes.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb } from './account-context.tsx'
import { useLiveQuery } from './use-live-query.ts'
import { type Question, useQuestion } from './use-question.ts'

/** Community services of my own server, as far as they are stored; asked for when the session is up. */
export function useOwnServices(): { services: BareJid[] | undefined; question: Question<'find-services'> } {
  const db = useDb()
  const question = useQuestion('find-services', {}, { freshMs: 600_000 })
  const services = useLiveQuery(async () => (await listServices(db)).filter(({ mine }) => mine).map(({ jid }) => jid), [db])
  return { services, question }
}

/** Nodes of a service that are communities: comments of posts are kept in nodes too. */
async function communityKeys(db: AccountDb, service: BareJid): Promise<NodeKey[]> {
  const keys = await nodeKeysOf(db, service)
  const hidden = encodeURIComponent(COMMENTS_PREFIX)
  return keys.filter(key => !key.includes(`/${hidden}`))
}

/** What can be found at a service, by title; asked for when the session is up. */
export function useCommunities(service: BareJid): { keys: NodeKey[] | undefined; question: Question<'list-nodes'> } {
  const db = useDb()
  const question = useQuestion('list-nodes', { service }, { freshMs: 300_000 })
  return { keys: useLiveQuery(async () => communityKeys(db, service), [db, service]), question }
}

/** Of these, the ones I do not follow, at most `limit`. */
export async function unfollowedOf(db: AccountDb, keys: readonly NodeKey[], limit: number): Promise<NodeKey[]> {
  const nodes = await Promise.all(keys.slice(0, 200).map(key => getNode(db, key)))
  return nodes
    .flatMap(node => (node && node.followed === 0 ? [node] : []))
    .toSorted((one, other) => (other.subscribers ?? 0) - (one.subscribers ?? 0) || (other.itemCount ?? 0) - (one.itemCount ?? 0))
    .slice(0, limit)
    .map(({ key }) => key)
}
