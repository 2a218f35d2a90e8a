import { type NodeKey, parseNodeKey } from '#model/keys.ts'
import type { FeedNode } from '#model/node.ts'
import { BLOG_NODE, type FeedKind } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { followedNodes } from './nodes.ts'
import type { AccountDb } from './schema.ts'

/** A blog or community as a list of names shows it. */
export interface Followed {
  key: NodeKey
  service: BareJid
  node: string
  kind: FeedKind
  /** A person by the name the reader has for them. */
  name: string
  avatarUrl: string | null
  followed: boolean
}

/**
 * What I follow, by name.
 * @param also these as well, followed or not
 */
export async function followsByName(db: AccountDb, also: readonly NodeKey[]): Promise<Followed[]> {
  const followed = await followedNodes(db)
  const known = new Set(followed.map(({ key }) => key))
  const others = also.filter(key => !known.has(key))
  const stored = await db.nodes.bulkGet(others)
  const blogs = followed.filter(({ node }) => node === BLOG_NODE).map(({ service }) => service)
  const owners = others.flatMap(key => parseNodeKey(key) ?? []).flatMap(({ service, node }) => (node === BLOG_NODE ? [service] : []))
  const names = await namesOf(db, [...blogs, ...owners])
  const rows = [...followed.map(node => ({ key: node.key, node })), ...others.map((key, index) => ({ key, node: stored[index] }))]
  return rows
    .flatMap(({ key, node }) => entryOf(key, node, names) ?? [])
    .toSorted((one, other) => one.name.localeCompare(other.name) || (one.key < other.key ? -1 : 1))
}

function entryOf(key: NodeKey, known: FeedNode | undefined, names: ReadonlyMap<BareJid, string>): Followed | undefined {
  const address = parseNodeKey(key)
  if (!address) return undefined
  const { service, node } = address
  const isBlog = node === BLOG_NODE
  const name = isBlog ? names.get(service) || service : known?.title || node
  return {
    key,
    service,
    node,
    kind: isBlog ? 'person' : 'community',
    name,
    avatarUrl: known?.avatarUrl ?? null,
    followed: known?.followed === 1,
  }
}

async function namesOf(db: AccountDb, people: readonly BareJid[]): Promise<Map<BareJid, string>> {
  const [contacts, profiles] = await Promise.all([db.contacts.bulkGet([...people]), db.profiles.bulkGet([...people])])
  return new Map(people.map((jid, index) => [jid, contacts[index]?.name || profiles[index]?.name || '']))
}
