/** RFC 5802 (SCRAM) messages with the `n,,` header: a browser has no channel to bind to. The cryptography is in engine/session. */

export interface ServerFirst {
  nonce: string
  /** Base64. */
  salt: string
  iterations: number
  /** XEP-0474: hash over what was offered, where the server sends it. */
  downgradeHash: string | null
}

const GS2_HEADER = 'n,,'
/** Base64 of the header: what `c=` repeats without channel binding. */
const GS2_BASE64 = 'biws'

export function buildClientFirstBare(username: string, nonce: string): string {
  return `n=${username.replace(/=/g, '=3D').replace(/,/g, '=2C')},r=${nonce}`
}

export function buildClientFirst(bare: string): string {
  return GS2_HEADER + bare
}

/** Without the proof: part of what is signed. */
export function buildClientFinalBare(nonce: string): string {
  return `c=${GS2_BASE64},r=${nonce}`
}

export function buildClientFinal(bare: string, proof: string): string {
  return `${bare},p=${proof}`
}

/** Undefined for anything irregular, a mandatory extension (`m=`, §5.1) included: it may change what the rest means. */
export function parseServerFirst(message: string): ServerFirst | undefined {
  const [nonce, salt, count, ...extensions] = message.split(',')
  if (!nonce?.startsWith('r=') || !salt?.startsWith('s=') || !count?.startsWith('i=')) return undefined
  if (!/^i=[1-9]\d{0,9}$/.test(count) || nonce.length <= 2 || salt.length <= 2) return undefined
  const downgrade = extensions.find(extension => extension.startsWith('h='))
  return { nonce: nonce.slice(2), salt: salt.slice(2), iterations: Number(count.slice(2)), downgradeHash: downgrade?.slice(2) ?? null }
}

export function parseServerFinal(message: string): { signature: string } | { error: string } | undefined {
  const [first] = message.split(',')
  if (first?.startsWith('v=') && first.length > 2) return { signature: first.slice(2) }
  return first?.startsWith('e=') ? { error: first.slice(2) } : undefined
}
