import { NS_AVATAR_METADATA, parseAvatarMetadata } from '#protocol/xep0084-avatar.ts'
import { NS_NICK, parseNick } from '#protocol/xep0172-nick.ts'
import { NODE_VCARD4, parseVCard4 } from '#protocol/xep0292-vcard4.ts'
import type { Element } from '#protocol/xml.ts'
import type { Profile } from '#model/person.ts'
import { updateProfile } from '#storage/people.ts'
import { avatarFacts } from '../avatar-facts.ts'
import type { EngineContext } from '../context.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

const NODES: ReadonlySet<string> = new Set([NS_AVATAR_METADATA, NS_NICK, NODE_VCARD4])

export function isProfileNode(node: string): boolean {
  return NODES.has(node)
}

function learntFrom(payload: Element, known: Profile | undefined): Partial<Profile> | undefined {
  const pictures = parseAvatarMetadata(payload)
  if (pictures) return avatarFacts(pictures)
  const card = parseVCard4(payload)
  if (card) return { name: card.name || known?.name || '', about: card.about }
  // A nickname is a name only where no card gives one.
  const nick = parseNick(payload)
  return nick !== undefined && !known?.name ? { name: nick } : undefined
}

/** Somebody changed their picture, card or nickname. Kept for myself, my contacts and whose profile is here already, for nobody else. */
export async function onProfileEvent(context: EngineContext, { service, event }: ServiceEvent): Promise<void> {
  const payload = event.kind === 'items' ? event.items.at(-1)?.payload : undefined
  if (!payload) return
  await context.inbox.commit(async db => {
    const known = await db.profiles.get(service)
    if (!known && service !== context.account && !(await db.contacts.get(service))) return
    const learnt = learntFrom(payload, known)
    if (learnt) await updateProfile(db, service, learnt)
  })
}
