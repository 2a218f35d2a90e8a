import type { AccessModel } from '#model/node.ts'
import type { TextId } from '#ui/text/catalogue.ts'

/** Who can see what is published to a node, in words: short for a card, whole for the composer (XEP-0060 §4.5). */
export const AUDIENCE_SHORT: Record<AccessModel, TextId> = {
  open: 'post.audience.open.short',
  presence: 'post.audience.presence.short',
  roster: 'post.audience.roster.short',
  authorize: 'post.audience.authorize.short',
  whitelist: 'post.audience.whitelist.short',
  unknown: 'post.audience.unknown.short',
}

export const AUDIENCE_LONG: Record<AccessModel, TextId> = {
  open: 'post.audience.open',
  presence: 'post.audience.presence',
  roster: 'post.audience.roster',
  authorize: 'post.audience.authorize',
  whitelist: 'post.audience.whitelist',
  unknown: 'post.audience.unknown',
}
