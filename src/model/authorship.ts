import { type BareJid, hasLocal } from '#shared/jid.ts'
import type { NodeAddress } from './keys.ts'
import { BLOG_NODE, type Post } from './post.ts'

export interface Claim {
  jid: BareJid | null
  name: string
}

/**
 * Who wrote an item (XEP-0277 §9.1): the publisher the service vouches for; else the owner of the account whose blog it stands in,
 * since only the owner publishes there; else whoever the entry claims, and that is no proof. A name that belongs to somebody else's
 * claim is dropped.
 */
export function authorOf(
  place: NodeAddress,
  publisher: BareJid | null,
  claim: Claim | null,
): Pick<Post, 'author' | 'authorName' | 'authorVerified'> {
  const vouched = publisher ?? (place.node === BLOG_NODE && hasLocal(place.service) ? place.service : null)
  if (vouched === null) return { author: claim?.jid ?? null, authorName: claim?.name ?? '', authorVerified: false }
  const named = claim !== null && (claim.jid === null || claim.jid === vouched)
  return { author: vouched, authorName: named ? claim.name : '', authorVerified: true }
}
