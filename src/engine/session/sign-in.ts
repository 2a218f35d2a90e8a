import { buildBind, parseBind } from '#protocol/rfc6120-bind.ts'
import { type StreamFeatures, parseStreamFeatures } from '#protocol/rfc6120-stream.ts'
import {
  NS_SM,
  type SmEnabled,
  type SmFailed,
  type SmResumed,
  buildEnable,
  buildResume,
  parseEnabled,
  parseFailed,
  parseResumed,
} from '#protocol/xep0198-stream-management.ts'
import { buildBind2 } from '#protocol/xep0386-bind2.ts'
import type { Sasl2Feature, Sasl2Success } from '#protocol/xep0388-sasl2.ts'
import { buildFast, buildTokenRequest } from '#protocol/xep0484-fast.ts'
import { type Element, attr, payloadOf, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import { type BareJid, type FullJid, bareOf, parseJid, resourceOf } from '#shared/jid.ts'
import { type Choice, type CredentialKind, chooseMechanism } from './choose-mechanism.ts'
import type { CredentialSource } from './credential-source.ts'
import { HASHED_TOKEN } from './hashed-token.ts'
import { authenticate, authenticate2 } from './sasl-exchange.ts'
import { STREAM_TIMEOUT_MS, type Stream } from './stream.ts'

export interface SignInOptions {
  account: BareJid
  credentials: CredentialSource
  clientId: string
  softwareName: string
  /** What there is to resume. */
  resume: { id: string; h: number } | null
  excluded: ReadonlySet<CredentialKind>
  /** Told what is tried, so that a refusal can be put down to it. */
  onChoice(kind: CredentialKind): void
  onStarting(): void
  note(event: string, details?: Record<string, unknown>): void
}

export interface SignedIn {
  outcome: { kind: 'resumed'; h: number | null } | { kind: 'bound'; jid: FullJid; enabled: SmEnabled | null; refused: SmFailed | null }
  /** Stanzas that came before the session was complete: nobody counted them. */
  early: Element[]
  /** The last features that came; null where none did after signing in (SASL2 sends them when the session has begun). */
  features: StreamFeatures | null
}

/**
 * From the first features to a session: SASL2 with everything inline where it is offered, else SASL, a new header, resume or bind.
 * @throws SaslFailure, StaleScramKeys, KithError whose condition is a SessionTrouble
 */
export async function signIn(stream: Stream, options: SignInOptions): Promise<SignedIn> {
  const features = await nextFeatures(stream)
  const choice = await choose(features, options)
  options.onChoice(choice.kind)
  const success = features.sasl2 ? await signInInline(stream, features.sasl2, choice, options) : null
  if (!success) await authenticate(stream, choice.mechanism)
  await remember(choice, success, options)
  options.onStarting()
  return success ? startInline(stream, features.sasl2, success, options) : startAfterRestart(stream, options)
}

async function choose(features: StreamFeatures, { account, credentials, excluded }: SignInOptions): Promise<Choice> {
  const loaded = await credentials.load()
  if (!loaded) throw new KithError('auth', 'There are no credentials', { condition: 'credentials-needed' })
  if (!features.sasl2 && features.mechanisms.length === 0)
    throw new KithError('unsupported', 'The server offers no way to sign in', { condition: 'no-safe-mechanism' })
  return chooseMechanism({ account, features, credentials: loaded, excluded, strongest: credentials.strongestMechanism })
}

async function signInInline(stream: Stream, sasl2: Sasl2Feature, choice: Choice, options: SignInOptions): Promise<Sasl2Success> {
  const inline: (Element | null)[] = [
    sasl2.resume && options.resume ? buildResume(options.resume.h, options.resume.id) : null,
    sasl2.bind2 ? buildBind2(options.softwareName, sasl2.bind2) : null,
    await fastElement(sasl2, choice, options.credentials),
  ]
  const agent = { id: options.clientId, software: options.softwareName }
  return authenticate2(
    stream,
    choice.mechanism,
    agent,
    inline.filter(element => element !== null),
  )
}

async function fastElement(sasl2: Sasl2Feature, choice: Choice, credentials: CredentialSource): Promise<Element | null> {
  if (choice.kind === 'fast') {
    // Saved before it is used, so that a count is never used twice.
    const token = { ...choice.token, counter: choice.token.counter + 1 }
    await credentials.onFastToken(token)
    return buildFast(token.counter, false)
  }
  return sasl2.fast.includes(HASHED_TOKEN) ? buildTokenRequest(HASHED_TOKEN) : null
}

/** What just worked is kept; failing to keep it must not undo the sign-in. */
async function remember(choice: Choice, success: Sasl2Success | null, { credentials, note }: SignInOptions): Promise<void> {
  try {
    if (success?.token) await credentials.onFastToken({ ...success.token, mechanism: HASHED_TOKEN, counter: 0 })
    const { mechanism } = choice
    if (choice.kind === 'password' && 'keys' in mechanism) await credentials.onScramKeys(mechanism.keys())
    if (choice.kind !== 'fast') await credentials.onMechanism(mechanism.name)
  } catch (error) {
    note('credentials not kept', { reason: error instanceof Error ? error.message : String(error) })
  }
}

async function nextFeatures(stream: Stream): Promise<StreamFeatures> {
  const features = parseStreamFeatures(await stream.next(STREAM_TIMEOUT_MS))
  if (!features) throw new KithError('malformed', 'The stream starts without features', { condition: 'not-xmpp' })
  return features
}

async function startAfterRestart(stream: Stream, options: SignInOptions): Promise<SignedIn> {
  await stream.restart()
  return startFrom(stream, await nextFeatures(stream), options.resume, null, options)
}

async function startInline(stream: Stream, sasl2: Sasl2Feature | null, success: Sasl2Success, options: SignInOptions): Promise<SignedIn> {
  if (success.resumed) return { outcome: { kind: 'resumed', h: success.resumed.h }, early: [], features: null }
  // XEP-0388 §2.6.1: features follow at once, without a new header. Resumption that was tried inline is not tried again.
  const resume = sasl2?.resume ? null : options.resume
  if (!success.bound) return startFrom(stream, await nextFeatures(stream), resume, success.refusedResume, options)
  const jid = ownFullJid(success.authorizationId, options.account)
  const bound = { kind: 'bound' as const, jid, refused: success.refusedResume }
  const isEnabledInline = sasl2?.bind2?.inline.includes(NS_SM)
  if (isEnabledInline) return { outcome: { ...bound, enabled: success.bound.enabled }, early: [], features: null }
  const features = await nextFeatures(stream)
  const early: Element[] = []
  const enabled = features.streamManagement ? await enable(stream, early) : null
  return { outcome: { ...bound, enabled }, early, features }
}

async function startFrom(
  stream: Stream,
  features: StreamFeatures,
  resume: SignInOptions['resume'],
  refusedInline: SmFailed | null,
  { account, softwareName }: SignInOptions,
): Promise<SignedIn> {
  const early: Element[] = []
  let refused = refusedInline
  if (resume && features.streamManagement) {
    stream.write(buildResume(resume.h, resume.id))
    const answer = await expect<SmResumed | SmFailed>(stream, early, element => parseResumed(element) ?? parseFailed(element))
    if (!('condition' in answer)) return { outcome: { kind: 'resumed', h: answer.h }, early, features }
    refused = answer
  }
  if (!features.bind) throw new KithError('unsupported', 'The server lets nobody bind a resource', { condition: 'server-lacks' })
  const jid = await bind(stream, early, account, softwareName)
  const enabled = features.streamManagement ? await enable(stream, early) : null
  return { outcome: { kind: 'bound', jid, enabled, refused }, early, features }
}

async function bind(stream: Stream, early: Element[], account: BareJid, softwareName: string): Promise<FullJid> {
  const id = randomId()
  // A new name each time: two sessions that insist on one name throw each other out for ever.
  const resource = `${softwareName}.${randomId().slice(0, 10)}`
  stream.write(xml('iq', { xmlns: 'jabber:client', type: 'set', id }, buildBind(resource)))
  const answer = await expect(stream, early, element => (element.getName() === 'iq' && attr(element, 'id') === id ? element : undefined))
  const jid = attr(answer, 'type') === 'result' ? parseBind(payloadOf(answer)) : undefined
  return ownFullJid(jid ?? null, account)
}

function ownFullJid(text: string | null, account: BareJid): FullJid {
  const jid = parseJid(text)
  if (!jid || resourceOf(jid) === '' || bareOf(jid) !== account)
    throw new KithError('rejected', 'The server did not bind a resource of this account', { condition: 'server-error' })
  return jid as FullJid
}

async function enable(stream: Stream, early: Element[]): Promise<SmEnabled | null> {
  stream.write(buildEnable())
  const answer = await expect(stream, early, element => parseEnabled(element) ?? parseFailed(element))
  return 'condition' in answer ? null : answer
}

const MAX_EARLY = 1_000

/** The first element that the reader understands. Stanzas before it are kept for later, anything else is not ours. */
async function expect<Value>(stream: Stream, early: Element[], read: (element: Element) => Value | undefined): Promise<Value> {
  for (;;) {
    const element = await stream.next(STREAM_TIMEOUT_MS)
    const value = read(element)
    if (value !== undefined) return value
    if (['message', 'presence', 'iq'].includes(element.name) && early.length < MAX_EARLY) early.push(element)
  }
}
