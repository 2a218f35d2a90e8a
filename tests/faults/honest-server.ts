/**
 * What an honest server answers, for a fake peer: discovery, roster, carbons, archive, pubsub. A test lets it leave things out, or lies
 * beside it through the peer's script.
 */
import type { Element } from '#protocol/xml.ts'
import { NS_DISCO_INFO, NS_DISCO_ITEMS } from '#protocol/xep0030-disco.ts'
import { NS_PUBSUB } from '#protocol/xep0060-pubsub.ts'
import { NS_PUBSUB_OWNER } from '#protocol/xep0060-owner.ts'
import { NS_CARBONS } from '#protocol/xep0280-carbons.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { NS_ROSTER } from '#protocol/rfc6121-roster.ts'
import { type FailureKind, KithError } from '#shared/errors.ts'
import { type Dialect, FakePubsub } from '../support/fake-pubsub.ts'
import type { FakePeer } from './fake-peer.ts'

export interface HonestOptions {
  /** Bare address of the account that signs in. */
  account: string
  /** What the server does not have. */
  lacks: readonly ('pep' | 'archive' | 'carbons' | 'pubsub' | 'upload')[]
  dialect: Dialect
  /** `<item/>`s of the roster. */
  roster: string[]
  /** Items of an archive page; larger than what is asked for is cut. */
  archivePage: number
}

export interface Archived {
  id: string
  stamp: string
  /** The message as it is in the archive. */
  message: string
}

export interface HonestServer {
  /** The account's archive, oldest first. */
  readonly archive: Archived[]
  /** Nodes of the account (PEP), of contacts, and of the pubsub service, by address. */
  pubsub(service: string): FakePubsub
  /** Answers an iq with an error of RFC 6120. */
  refuse(iq: Element, condition: string): null
}

const CONDITIONS: Partial<Record<FailureKind, string>> = {
  'not-found': 'item-not-found',
  forbidden: 'forbidden',
  conflict: 'conflict',
  unsupported: 'service-unavailable',
  malformed: 'bad-request',
}

const info = (identities: string, features: readonly string[]): string =>
  `<query xmlns='${NS_DISCO_INFO}'>${identities}${features.map(name => `<feature var='${name}'/>`).join('')}</query>`

export function playHonestServer(peer: FakePeer, options: Partial<HonestOptions> & Pick<HonestOptions, 'account'>): HonestServer {
  const { account, lacks = [], dialect = 'prosody', roster = [], archivePage = 100 } = options
  const { domain } = peer.options
  const has = (what: HonestOptions['lacks'][number]): boolean => !lacks.includes(what)
  const services = new Map<string, FakePubsub>()
  const archive: Archived[] = []

  const pubsub = (service: string): FakePubsub => {
    const known = services.get(service) ?? new FakePubsub(dialect, account)
    services.set(service, known)
    return known
  }
  const refuse = (iq: Element, condition: string): null => {
    const error = `<error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`
    const from = iq.attrs['to'] === undefined ? '' : ` from='${iq.attrs['to']}'`
    peer.link.stanza(`<iq xmlns='jabber:client' type='error' id='${iq.attrs['id']}'${from}>${error}</iq>`)
    return null
  }
  const toPubsub = (iq: Element): string | null => {
    const to = String(iq.attrs['to'] ?? account)
    const payload = iq.getChildElements()[0]
    if (!payload || (to.includes('@') ? !has('pep') : !has('pubsub'))) return refuse(iq, 'service-unavailable')
    try {
      return pubsub(to).answer({ type: iq.attrs['type'], to: null, payload })?.toString() ?? ''
    } catch (error) {
      if (!(error instanceof KithError)) throw error
      return refuse(iq, CONDITIONS[error.kind] ?? 'undefined-condition')
    }
  }

  peer.answers.set(NS_DISCO_INFO, iq => {
    if (iq.attrs['to'] === domain) return info("<identity category='server' type='im' name='Fake'/>", has('carbons') ? [NS_CARBONS] : [])
    if (iq.attrs['to'] === account)
      return info("<identity category='account' type='registered'/>", [
        ...(has('archive') ? [NS_MAM] : []),
        ...(has('pep') ? [NS_PUBSUB] : []),
      ])
    if (iq.attrs['to'] === `pubsub.${domain}`) return info("<identity category='pubsub' type='service' name='Communities'/>", [NS_PUBSUB])
    if (iq.attrs['to'] === `upload.${domain}`) return info("<identity category='store' type='file'/>", ['urn:xmpp:http:upload:0'])
    return refuse(iq, 'service-unavailable')
  })
  peer.answers.set(NS_DISCO_ITEMS, iq => {
    if (iq.attrs['to'] !== domain) return toPubsub(iq)
    const items = (['pubsub', 'upload'] as const).filter(has).map(name => `<item jid='${name}.${domain}'/>`)
    return `<query xmlns='${NS_DISCO_ITEMS}'>${items.join('')}</query>`
  })
  peer.answers.set(NS_ROSTER, () => `<query xmlns='${NS_ROSTER}'>${roster.join('')}</query>`)
  if (has('carbons')) peer.answers.set(NS_CARBONS, () => '')
  if (has('archive')) peer.answers.set(NS_MAM, iq => answerArchive(peer, archive, iq, archivePage))
  peer.answers.set(NS_PUBSUB, toPubsub)
  peer.answers.set(NS_PUBSUB_OWNER, toPubsub)
  return { archive, pubsub, refuse }
}

/** The form's filters are not looked at: one conversation at a time is all these tests have. */
function answerArchive(peer: FakePeer, archive: readonly Archived[], iq: Element, most: number): string {
  const query = iq.getChild('query')
  const set = query?.getChild('set')
  const size = Math.min(Number(set?.getChildText('max') ?? most), most)
  const [before, after] = [set?.getChildText('before'), set?.getChildText('after')]
  const end = before ? archive.findIndex(({ id }) => id === before) : archive.length
  const start = after ? archive.findIndex(({ id }) => id === after) + 1 : 0
  const within = archive.slice(start, end)
  const page = set?.getChild('before') ? within.slice(-size) : within.slice(0, size)
  for (const item of page) peer.link.stanza(archiveResult(String(query?.attrs['queryid']), item, String(iq.attrs['to'] ?? '')))
  const [first, last] = [page[0]?.id, page.at(-1)?.id]
  const ends = first === undefined ? '' : `<first>${first}</first><last>${last}</last>`
  return `<fin xmlns='${NS_MAM}' complete='${page.length === within.length}'><set xmlns='http://jabber.org/protocol/rsm'>${ends}</set></fin>`
}

/** A result of an archive query; `from` '' is the own server, speaking for the account. */
export function archiveResult(queryId: string, { id, stamp, message }: Archived, from = ''): string {
  const sender = from === '' ? '' : ` from='${from}'`
  const delay = `<delay xmlns='urn:xmpp:delay' stamp='${stamp}'/>`
  return `<message xmlns='jabber:client'${sender}><result xmlns='${NS_MAM}' queryid='${queryId}' id='${id}'><forwarded xmlns='urn:xmpp:forward:0'>${delay}${message}</forwarded></result></message>`
}
