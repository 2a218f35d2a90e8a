/** Base64 of bytes and of UTF-8 text. `btoa` alone takes Latin-1 only, so a password outside it would be sent wrong or throw. */

export function encodeBytes(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 0x8000) binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(binary)
}

/** Undefined when it is not base64. Whitespace is let pass, as RFC 6120 examples wrap their lines. */
export function decodeBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  const compact = text.replace(/\s/g, '')
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return undefined
  return Uint8Array.from(atob(compact), char => char.charCodeAt(0))
}

export function encodeText(text: string): string {
  return encodeBytes(new TextEncoder().encode(text))
}

/** Undefined when it is not base64 of well-formed UTF-8. */
export function decodeText(text: string): string | undefined {
  const bytes = decodeBytes(text)
  if (!bytes) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
