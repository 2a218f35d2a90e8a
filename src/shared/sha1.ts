/** SHA-1 as lower-case hex: names of avatars (XEP-0084) and follow-list items, never a proof of anything by itself. */
export async function sha1Hex(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes))
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
}
