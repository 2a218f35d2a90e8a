import { encodeText } from '#shared/base64.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, localOf } from '#shared/jid.ts'
import type { StreamFeatures } from '#protocol/rfc6120-stream.ts'
import type { Credentials, FastToken } from './credential-source.ts'
import { HASHED_TOKEN, createHashedToken } from './hashed-token.ts'
import type { SaslMechanism } from './sasl-mechanism.ts'
import { SCRAM_MECHANISMS, type ScramMechanism, type ScramName, type ScramOptions, createScram } from './scram.ts'

/** What may be refused, and is then left out of the next choice. */
export type CredentialKind = 'password' | 'scram' | 'fast'

export type Choice =
  | { kind: 'fast'; mechanism: SaslMechanism; token: FastToken }
  | { kind: 'scram'; mechanism: ScramMechanism }
  | { kind: 'password'; mechanism: ScramMechanism | SaslMechanism }

export interface ChoiceContext {
  account: BareJid
  features: StreamFeatures
  credentials: Credentials
  /** Credentials that were refused on the way here. */
  excluded: ReadonlySet<CredentialKind>
  /** Best mechanism that ever worked for this account. */
  strongest: string
}

function createPlain(username: string, password: string): SaslMechanism {
  return {
    name: 'PLAIN',
    // Base64 of UTF-8: `btoa` alone would send Latin-1 or throw.
    initial: async () => encodeText(`\0${username}\0${password}`),
    respond: () => Promise.reject(new KithError('auth', 'PLAIN has no challenge', { condition: 'server-error' })),
    finish: async () => undefined,
  }
}

/**
 * Token before keys before password, and of the SCRAM family the strongest. PLAIN where there never was anything better.
 * @throws KithError `no-safe-mechanism`, `credentials-needed`
 */
export function chooseMechanism(context: ChoiceContext): Choice {
  return chooseToken(context) ?? chooseKeys(context) ?? choosePassword(context)
}

function chooseToken({ account, features, credentials: { fast }, excluded }: ChoiceContext): Choice | undefined {
  if (!fast || excluded.has('fast') || fast.mechanism !== HASHED_TOKEN || !features.sasl2?.fast.includes(HASHED_TOKEN)) return undefined
  return { kind: 'fast', mechanism: createHashedToken(localOf(account), fast.token), token: fast }
}

/** What every SCRAM run needs to know of the offer. */
function offerOf({ account, features }: ChoiceContext): Pick<ScramOptions, 'username' | 'offered' | 'channelBindings'> {
  const offered = features.sasl2?.mechanisms ?? features.mechanisms
  return { username: localOf(account), offered, channelBindings: features.channelBindings }
}

function strongestOf(offered: readonly string[]): ScramName | undefined {
  return SCRAM_MECHANISMS.find(name => offered.includes(name))
}

function chooseKeys(context: ChoiceContext): Choice | undefined {
  const { scram: keys, password } = context.credentials
  const offer = offerOf(context)
  const mechanism = SCRAM_MECHANISMS.find(name => name === keys?.mechanism && offer.offered.includes(name))
  if (!keys || !mechanism || context.excluded.has('scram')) return undefined
  // With the password at hand, better keys can be made.
  if (password !== undefined && mechanism !== strongestOf(offer.offered)) return undefined
  return { kind: 'scram', mechanism: createScram({ ...offer, mechanism, secret: { keys } }) }
}

function choosePassword(context: ChoiceContext): Choice {
  const { credentials, excluded, strongest } = context
  const offer = offerOf(context)
  const mechanism = strongestOf(offer.offered)
  const mayPlain = offer.offered.includes('PLAIN') && !strongest.startsWith('SCRAM')
  if (!mechanism && !mayPlain)
    throw new KithError('auth', `The server offers ${offer.offered.join(', ') || 'nothing'}`, { condition: 'no-safe-mechanism' })
  const { password } = credentials
  if (password === undefined || excluded.has('password'))
    throw new KithError('auth', 'The password is needed', { condition: 'credentials-needed' })
  if (!mechanism) return { kind: 'password', mechanism: createPlain(offer.username, password) }
  return { kind: 'password', mechanism: createScram({ ...offer, mechanism, secret: { password } }) }
}
