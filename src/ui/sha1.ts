/**
 * SHA-1 (RFC 3174) of a UTF-8 text, synchronously: an avatar's colour is needed while drawing, and WebCrypto only answers later.
 * For colours, never for security.
 */
export function sha1(text: string): Uint8Array {
  const words = paddedWords(new TextEncoder().encode(text))
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0])
  for (let start = 0; start < words.length; start += 16) mixBlock(state, words.subarray(start, start + 16))
  const digest = new DataView(new ArrayBuffer(20))
  state.forEach((word, index) => digest.setUint32(index * 4, word))
  return new Uint8Array(digest.buffer)
}

function paddedWords(bytes: Uint8Array): Uint32Array {
  const length = Math.ceil((bytes.length + 9) / 64) * 64
  const view = new DataView(new ArrayBuffer(length))
  bytes.forEach((byte, index) => view.setUint8(index, byte))
  view.setUint8(bytes.length, 0x80)
  view.setUint32(length - 4, bytes.length * 8)
  return Uint32Array.from({ length: length / 4 }, (_, index) => view.getUint32(index * 4))
}

function turn(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function mixBlock(state: Uint32Array, block: Uint32Array): void {
  const w = new Uint32Array(80)
  w.set(block)
  for (let i = 16; i < 80; i++) w[i] = turn(at(w, i - 3) ^ at(w, i - 8) ^ at(w, i - 14) ^ at(w, i - 16), 1)
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number]
  for (let i = 0; i < 80; i++) {
    const next = (turn(a, 5) + round(Math.floor(i / 20), b, c, d) + e + at(w, i)) | 0
    ;[a, b, c, d, e] = [next, a, turn(b, 30), c, d]
  }
  for (const [index, value] of [a, b, c, d, e].entries()) state[index] = at(state, index) + value
}

function round(phase: number, b: number, c: number, d: number): number {
  if (phase === 0) return ((b & c) | (~b & d)) + 0x5a827999
  if (phase === 1) return (b ^ c ^ d) + 0x6ed9eba1
  if (phase === 2) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + 0xca62c1d6
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0
}
