import type { Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'

/** Whose media it is: consent to load something from outside is given to people and communities, not to addresses. */
export interface MediaOrigin {
  /** Only when the service vouches for them: anybody could claim to be a friend of mine. */
  person: BareJid | null
  service: BareJid
}

export function originOf(post: Pick<Post, 'author' | 'authorVerified' | 'service'>): MediaOrigin {
  return { person: post.authorVerified ? post.author : null, service: post.service }
}

/** Under which name a consent is kept: the person where one is sure, else the community's service. */
export function sourceOf(origin: MediaOrigin): BareJid {
  return origin.person ?? origin.service
}
