import { formValue } from '#protocol/xep0004-data-forms.ts'
import { type DiscoInfo, buildInfoQuery, buildItemsQuery, parseDiscoInfo, parseDiscoItems } from '#protocol/xep0030-disco.ts'
import { NS_UPLOAD } from '#protocol/xep0363-http-upload.ts'
import { parseCount } from '#protocol/xml.ts'
import { KithError, isPassing } from '#shared/errors.ts'
import { type BareJid, type Jid, bareOf, domainOf, parseBareJid } from '#shared/jid.ts'
import type { ServerFeatures, Session } from './session.ts'

/** What the server said of itself, as it is kept. */
export interface FeatureRecord {
  server: string[]
  account: string[]
  pubsubServices: string[]
  uploadService: string | null
  maxUploadBytes: number | null
  software: string
  savedAt: number
}

export interface FeatureCache {
  /** @param version the `ver` of the server's caps (XEP-0115 §6.3) */
  load(version: string): Promise<FeatureRecord | undefined>
  save(version: string, record: FeatureRecord): Promise<void>
}

/** A server that lists thousands is not asked about each (XEP-0030 §6.2). */
const MAX_SERVICES = 20
const MAX_AGE_MS = 7 * 86_400_000

type Ask = Session['request']

export interface FeatureOptions {
  account: BareJid
  request: Ask
  capsVersion: string | null
  cache: FeatureCache | undefined
  now(): number
}

/** @throws KithError when the server does not answer; what refuses to say anything has nothing, and services that do not answer are left out */
export async function fetchServerFeatures({ account, request, capsVersion, cache, now }: FeatureOptions): Promise<ServerFeatures> {
  const kept = capsVersion ? await cache?.load(capsVersion) : undefined
  if (kept && now() - kept.savedAt < MAX_AGE_MS) return toFeatures(kept)
  const domain = domainOf(account)
  const [server, own, services] = await Promise.all([
    fetchInfo(request, domain).catch(nothingIfRefused),
    fetchInfo(request, account).catch(() => undefined),
    fetchServices(request, domain),
  ])
  const record = toRecord(server, own, services, now())
  // Not kept, it is asked for again next time.
  if (capsVersion && cache && own) await cache.save(capsVersion, record).catch(() => undefined)
  return toFeatures(record)
}

type Service = { jid: BareJid; info: DiscoInfo }

function toRecord(server: DiscoInfo | undefined, own: DiscoInfo | undefined, services: readonly Service[], savedAt: number): FeatureRecord {
  const upload = services.find(({ info }) => info.features.includes(NS_UPLOAD))
  const limit = upload?.info.forms.find(form => form.formType === NS_UPLOAD)
  return {
    server: server?.features ?? [],
    account: own?.features ?? [],
    // Not `pep`: ejabberd gives its host that identity, which is no place for communities.
    pubsubServices: services.filter(({ info }) => hasIdentity(info, 'pubsub', 'service')).map(({ jid }) => jid),
    uploadService: upload?.jid ?? null,
    maxUploadBytes: parseCount(formValue(limit, 'max-file-size')) ?? null,
    software: server?.identities.find(({ category }) => category === 'server')?.name ?? '',
    savedAt,
  }
}

async function fetchInfo(request: Ask, jid: Jid): Promise<DiscoInfo | undefined> {
  return parseDiscoInfo(await request('get', jid, buildInfoQuery()))
}

function nothingIfRefused(error: unknown): undefined {
  if (!(error instanceof KithError) || isPassing(error.kind)) throw error
}

async function fetchServices(request: Ask, domain: BareJid): Promise<Service[]> {
  const items = await request('get', domain, buildItemsQuery()).then(parseDiscoItems, () => undefined)
  const jids = [...new Set((items ?? []).filter(item => item.node === null).map(item => bareOf(item.jid)))].slice(0, MAX_SERVICES)
  const services = await Promise.all(
    jids.map(async jid => {
      const info = await fetchInfo(request, jid).catch(() => undefined)
      return info ? [{ jid, info }] : []
    }),
  )
  return services.flat()
}

function hasIdentity({ identities }: DiscoInfo, category: string, type: string): boolean {
  return identities.some(identity => identity.category === category && identity.type === type)
}

function toFeatures(record: FeatureRecord): ServerFeatures {
  return {
    server: new Set(record.server),
    account: new Set(record.account),
    pubsubServices: record.pubsubServices.flatMap(jid => parseBareJid(jid) ?? []),
    uploadService: parseBareJid(record.uploadService) ?? null,
    maxUploadBytes: record.maxUploadBytes,
    software: record.software,
  }
}
