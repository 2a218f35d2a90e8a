import { buildItemsQuery, parseItems } from '#protocol/xep0060-pubsub.ts'
import { buildVCardQuery, parseVCardTemp, type VCardTemp } from '#protocol/xep0054-vcard-temp.ts'
import { NS_AVATAR_METADATA, parseAvatarMetadata, type AvatarInfo } from '#protocol/xep0084-avatar.ts'
import { NS_NICK, parseNick } from '#protocol/xep0172-nick.ts'
import { NODE_VCARD4, parseVCard4, type VCard } from '#protocol/xep0292-vcard4.ts'
import type { Element } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { EngineContext } from './context.ts'
import type { RequestOptions } from './session/session.ts'

/** How a question ended. Only `absent` may erase what is stored: the service said that there is none. */
export type Outcome<Value> = { kind: 'found'; value: Value } | { kind: 'absent' } | { kind: 'refused' } | { kind: 'unavailable' }

async function outcomeOf<Value>(asking: Promise<Value | undefined>): Promise<Outcome<Value>> {
  try {
    const value = await asking
    return value === undefined ? { kind: 'absent' } : { kind: 'found', value }
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    if (error.kind === 'not-found') return { kind: 'absent' }
    return { kind: error.kind === 'offline' || error.kind === 'timeout' ? 'unavailable' : 'refused' }
  }
}

type Urgency = NonNullable<RequestOptions['urgency']>

async function newestPayload(context: EngineContext, jid: BareJid, node: string, urgency: Urgency): Promise<Element | undefined> {
  const answer = await context.session.request('get', jid, buildItemsQuery({ node, maxItems: 1 }), { urgency })
  return parseItems(answer)?.at(-1)?.payload
}

export function fetchCard(context: EngineContext, jid: BareJid, urgency: Urgency): Promise<Outcome<VCard>> {
  return outcomeOf(newestPayload(context, jid, NODE_VCARD4, urgency).then(parseVCard4))
}

export function fetchNick(context: EngineContext, jid: BareJid, urgency: Urgency): Promise<Outcome<string>> {
  return outcomeOf(newestPayload(context, jid, NS_NICK, urgency).then(parseNick))
}

export function fetchPictures(context: EngineContext, jid: BareJid, urgency: Urgency): Promise<Outcome<AvatarInfo[]>> {
  return outcomeOf(newestPayload(context, jid, NS_AVATAR_METADATA, urgency).then(parseAvatarMetadata))
}

/** The fall-back where PEP gives nothing. */
export function fetchVCardTemp(context: EngineContext, jid: BareJid, urgency: Urgency): Promise<Outcome<VCardTemp>> {
  return outcomeOf(context.session.request('get', jid, buildVCardQuery(), { urgency }).then(parseVCardTemp))
}
