/**
 * The server's half of SASL, written on Node's own cryptography so that it shares nothing with the client it is there to try.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

const DIGESTS: Record<string, string> = { 'SCRAM-SHA-1': 'sha1', 'SCRAM-SHA-256': 'sha256', 'SCRAM-SHA-512': 'sha512' }

export interface FakeSaslOptions {
  passwords: Record<string, string>
  iterations: number
  /** Base64. */
  salt: string
  /** Appended to the server-first-message, `,h=…` for instance. */
  extension: string
  /** XEP-0484 tokens that are good. */
  tokens: Map<string, string>
}

export type FakeSaslStep = { challenge: string } | { success: string | null; username: string } | { failure: string }

const base64 = (data: Buffer | string): string => Buffer.from(data).toString('base64')
const text = (data: string): string => Buffer.from(data, 'base64').toString('utf8')

/** One run of a mechanism: feed it what the client sends. */
export interface FakeSasl {
  step(data: string): FakeSaslStep
}

export function createFakeSasl(mechanism: string, options: FakeSaslOptions): FakeSasl {
  if (mechanism === 'PLAIN') return createPlain(options)
  if (mechanism.startsWith('HT-')) return createToken(options)
  const digest = DIGESTS[mechanism]
  return digest ? createScram(digest, options) : { step: () => ({ failure: 'invalid-mechanism' }) }
}

function createPlain({ passwords }: FakeSaslOptions): FakeSasl {
  return {
    step(data) {
      const [, username = '', password] = text(data).split('\0')
      return passwords[username] === password && password !== undefined ? { success: null, username } : { failure: 'not-authorized' }
    },
  }
}

function createToken({ tokens }: FakeSaslOptions): FakeSasl {
  return {
    step(data) {
      const bytes = Buffer.from(data, 'base64')
      const end = bytes.indexOf(0)
      const username = bytes.subarray(0, end).toString('utf8')
      for (const [token, owner] of tokens) {
        const expected = createHmac('sha256', token).update('Initiator').digest()
        const given = bytes.subarray(end + 1)
        if (owner === username && given.length === expected.length && timingSafeEqual(given, expected))
          return { success: createHmac('sha256', token).update('Responder').digest('base64'), username }
      }
      return { failure: 'not-authorized' }
    },
  }
}

function createScram(digest: string, { passwords, iterations, salt, extension }: FakeSaslOptions): FakeSasl {
  let clientFirst = ''
  let serverFirst = ''
  let username = ''
  const hmac = (key: Buffer, message: string): Buffer => createHmac(digest, key).update(message).digest()

  const begin = (message: string): FakeSaslStep => {
    clientFirst = message.replace(/^n,,/, '')
    username = /^n=([^,]*)/.exec(clientFirst)?.[1]?.replace('=2C', ',').replace('=3D', '=') ?? ''
    const nonce = /,r=([^,]+)/.exec(clientFirst)?.[1] ?? ''
    serverFirst = `r=${nonce}${randomBytes(9).toString('hex')},s=${salt},i=${iterations}${extension}`
    return { challenge: base64(serverFirst) }
  }

  const finish = (message: string): FakeSaslStep => {
    const password = passwords[username]
    if (password === undefined) return { failure: 'not-authorized' }
    const size = createHash(digest).digest().length
    const salted = pbkdf2Sync(password.normalize('NFKC'), Buffer.from(salt, 'base64'), iterations, size, digest)
    const storedKey = createHash(digest).update(hmac(salted, 'Client Key')).digest()
    const authMessage = `${clientFirst},${serverFirst},${message.replace(/,p=.*$/, '')}`
    const signature = hmac(storedKey, authMessage)
    const proof = Buffer.from(/,p=(.*)$/.exec(message)?.[1] ?? '', 'base64')
    const clientKey = Buffer.from(proof.map((byte, index) => byte ^ (signature[index] ?? 0)))
    const isRight = createHash(digest).update(clientKey).digest().equals(storedKey)
    if (!isRight) return { failure: 'not-authorized' }
    return { success: base64(`v=${hmac(hmac(salted, 'Server Key'), authMessage).toString('base64')}`), username }
  }

  return { step: data => (clientFirst === '' ? begin(text(data)) : finish(text(data))) }
}
