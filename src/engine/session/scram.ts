/**
 * SCRAM-SHA-1, -256 and -512 (RFC 5802, RFC 7677) on WebCrypto. Both sides prove that they know the password and neither learns it; a
 * success without the server's signature is refused, in SASL as in SASL2.
 */
import {
  type ServerFirst,
  buildClientFinal,
  buildClientFinalBare,
  buildClientFirst,
  buildClientFirstBare,
  parseServerFinal,
  parseServerFirst,
} from '#protocol/rfc5802-scram.ts'
import { decodeBytes, decodeText, encodeBytes, encodeText } from '#shared/base64.ts'
import { KithError } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import type { ScramKeys } from './credential-source.ts'
import type { SaslMechanism } from './sasl-mechanism.ts'

/** Strongest first. */
export const SCRAM_MECHANISMS = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'SCRAM-SHA-1'] as const
export type ScramName = (typeof SCRAM_MECHANISMS)[number]

const HASHES: Record<ScramName, { name: string; bits: number }> = {
  'SCRAM-SHA-512': { name: 'SHA-512', bits: 512 },
  'SCRAM-SHA-256': { name: 'SHA-256', bits: 256 },
  'SCRAM-SHA-1': { name: 'SHA-1', bits: 160 },
}

/** Fewer is no protection (RFC 7677 §4), more is an attack on the processor. */
const MIN_ITERATIONS = 4_096
const MAX_ITERATIONS = 10_000_000

type Bytes = Uint8Array<ArrayBuffer>

export interface ScramOptions {
  mechanism: ScramName
  username: string
  secret: { password: string } | { keys: ScramKeys }
  /** What the server offered, for the check of XEP-0474. */
  offered: readonly string[]
  channelBindings: readonly string[] | null
  /** For test vectors. */
  nonce?: string
}

export interface ScramMechanism extends SaslMechanism {
  /** Worth keeping once the sign-in has worked. */
  keys(): ScramKeys
}

/** Keys whose salt or count the server has changed: only the password makes new ones. */
export class StaleScramKeys extends Error {
  override readonly name = 'StaleScramKeys'
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

async function hmac(hash: string, key: Bytes, message: string): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8(message)))
}

/**
 * The practical part of SASLprep (RFC 4013): NFKC, other spaces become plain ones, soft hyphens and joiners vanish. Prohibited
 * characters are left for the server to refuse.
 */
export function preparePassword(password: string): string {
  return password
    .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/\u00AD|\u034F|\u1806|[\u180B-\u180D]|[\u200B-\u200D]|\u2060|[\uFE00-\uFE0F]|\uFEFF/g, '')
    .normalize('NFKC')
}

function notAuthentic(why: string): KithError {
  return new KithError('auth', why, { condition: 'server-not-authentic' })
}

function isEqual(left: Bytes, right: Bytes | undefined): boolean {
  if (left.length !== right?.length) return false
  return left.reduce((difference, byte, index) => difference | (byte ^ (right[index] ?? 0)), 0) === 0
}

/** XEP-0474 §3: a hash over the offer, signed by the password; who strips the better mechanisms cannot make it fit. */
async function checkDowngrade(hash: string, expected: string, { offered, channelBindings }: ScramOptions): Promise<void> {
  const bindings = channelBindings ? `\u001F${[...channelBindings].sort().join('\u001E')}` : ''
  const text = [...offered].sort().join('\u001E') + bindings
  const digest = new Uint8Array(await crypto.subtle.digest(hash, utf8(text)))
  if (!isEqual(digest, decodeBytes(expected))) throw notAuthentic('The list of sign-in methods was changed on the way')
}

function checkServerFirst(first: ServerFirst | undefined, nonce: string): ServerFirst {
  if (!first?.nonce.startsWith(nonce) || first.nonce.length <= nonce.length)
    throw notAuthentic('The challenge does not belong to our question')
  if (first.iterations < MIN_ITERATIONS || first.iterations > MAX_ITERATIONS)
    throw notAuthentic(`A challenge with ${first.iterations} iterations is not answered`)
  return first
}

async function deriveKeys(mechanism: ScramName, password: string, first: ServerFirst): Promise<ScramKeys> {
  const { name: hash, bits } = HASHES[mechanism]
  const salt = decodeBytes(first.salt)
  if (!salt) throw notAuthentic('The challenge has no readable salt')
  const imported = await crypto.subtle.importKey('raw', utf8(preparePassword(password)), 'PBKDF2', false, ['deriveBits'])
  const derived = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash, salt, iterations: first.iterations }, imported, bits)
  const salted = new Uint8Array(derived)
  return {
    mechanism,
    salt: first.salt,
    iterations: first.iterations,
    clientKey: encodeBytes(await hmac(hash, salted, 'Client Key')),
    serverKey: encodeBytes(await hmac(hash, salted, 'Server Key')),
  }
}

function reuseKeys(keys: ScramKeys, first: ServerFirst): ScramKeys {
  if (keys.salt !== first.salt || keys.iterations !== first.iterations) throw new StaleScramKeys('The server changed salt or iterations')
  return keys
}

async function computeProof(hash: string, keys: ScramKeys, authMessage: string): Promise<string> {
  const clientKey = decodeBytes(keys.clientKey) ?? new Uint8Array()
  const storedKey = new Uint8Array(await crypto.subtle.digest(hash, clientKey))
  const signature = await hmac(hash, storedKey, authMessage)
  return encodeBytes(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)))
}

export function createScram(options: ScramOptions): ScramMechanism {
  const { mechanism, username, secret } = options
  const hash = HASHES[mechanism].name
  const nonce = options.nonce ?? randomId()
  const firstBare = buildClientFirstBare(username, nonce)
  let used: ScramKeys | undefined
  let authMessage = ''
  let isVerified = false

  const verify = async (message: string): Promise<void> => {
    const final = parseServerFinal(message)
    if (!used || !final || !('signature' in final)) throw notAuthentic('The server did not prove that it knows the password')
    const expected = await hmac(hash, decodeBytes(used.serverKey) ?? new Uint8Array(), authMessage)
    if (!isEqual(expected, decodeBytes(final.signature))) throw notAuthentic('The proof of the server is wrong')
    isVerified = true
  }

  return {
    name: mechanism,
    initial: async () => encodeText(buildClientFirst(firstBare)),
    async respond(challenge) {
      const message = decodeText(challenge) ?? ''
      // Some servers send their signature as one more challenge, with an empty success after it (RFC 6120 §6.4.4).
      if (used) {
        await verify(message)
        return ''
      }
      const first = checkServerFirst(parseServerFirst(message), nonce)
      if (first.downgradeHash !== null) await checkDowngrade(hash, first.downgradeHash, options)
      used = 'keys' in secret ? reuseKeys(secret.keys, first) : await deriveKeys(mechanism, secret.password, first)
      const finalBare = buildClientFinalBare(first.nonce)
      authMessage = `${firstBare},${message},${finalBare}`
      return encodeText(buildClientFinal(finalBare, await computeProof(hash, used, authMessage)))
    },
    async finish(data) {
      if (data !== null) await verify(decodeText(data) ?? '')
      if (!isVerified) throw notAuthentic('The server did not prove that it knows the password')
    },
    keys() {
      if (!used) throw new KithError('auth', 'No keys before the challenge', { condition: 'server-error' })
      return used
    },
  }
}
