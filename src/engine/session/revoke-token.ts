import { parseStreamFeatures } from '#protocol/rfc6120-stream.ts'
import { buildFast } from '#protocol/xep0484-fast.ts'
import { localOf } from '#shared/jid.ts'
import { HASHED_TOKEN, createHashedToken } from './hashed-token.ts'
import { authenticate2 } from './sasl-exchange.ts'
import type { SessionOptions } from './session-options.ts'
import { STREAM_TIMEOUT_MS, openStream, withTimeout } from './stream.ts'

const REVOKE_MS = 5_000

/**
 * Takes the token of this device back: signs in with it once more and says so (XEP-0484 §3.5).
 * @returns null when there is none; false when the server did not confirm it, because it is out of reach for instance
 */
export async function revokeToken(options: SessionOptions): Promise<boolean | null> {
  const { account, credentials, clientId, softwareName, createSocket, findEndpoint, note } = options
  const revoke = async (): Promise<boolean | null> => {
    const token = (await credentials.load())?.fast
    if (!token) return null
    const stream = await openStream(await findEndpoint(), { account, createSocket: url => createSocket(url), onFrame: () => undefined })
    try {
      const features = parseStreamFeatures(await stream.next(STREAM_TIMEOUT_MS))
      if (!features?.sasl2?.fast.includes(HASHED_TOKEN)) return false
      const used = { ...token, counter: token.counter + 1 }
      await credentials.onFastToken(used)
      const mechanism = createHashedToken(localOf(account), token.token)
      await authenticate2(stream, mechanism, { id: clientId, software: softwareName }, [buildFast(used.counter, true)])
      await stream.close()
      return true
    } finally {
      stream.drop('token revoked')
    }
  }
  return withTimeout(revoke(), REVOKE_MS, 'revoking the token').catch((error: unknown) => {
    note('token not revoked', { reason: error instanceof Error ? error.message : String(error) })
    return false
  })
}
