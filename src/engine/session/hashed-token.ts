import { decodeBytes, encodeBytes } from '#shared/base64.ts'
import { KithError } from '#shared/errors.ts'
import type { SaslMechanism } from './sasl-mechanism.ts'

export const HASHED_TOKEN = 'HT-SHA-256-NONE'

/** HT-SHA-256-NONE, the mechanism of XEP-0484 without channel binding: one round trip, and both sides prove that they know the token. */
export function createHashedToken(username: string, token: string): SaslMechanism {
  const sign = async (text: string): Promise<string> => {
    const encoder = new TextEncoder()
    const key = await crypto.subtle.importKey('raw', encoder.encode(token), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    return encodeBytes(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))))
  }
  return {
    name: HASHED_TOKEN,
    async initial() {
      const name = new TextEncoder().encode(`${username}\0`)
      const proof = decodeBytes(await sign('Initiator')) ?? new Uint8Array()
      return encodeBytes(new Uint8Array([...name, ...proof]))
    },
    respond: () => Promise.reject(new KithError('auth', 'A token has no challenge', { condition: 'server-error' })),
    async finish(data) {
      if (data?.replace(/\s/g, '') === (await sign('Responder'))) return
      throw new KithError('auth', 'The server did not prove that it knows the token', { condition: 'server-not-authentic' })
    },
  }
}
