/** A ZIP archive whose files are stored as they are: pictures and the like would not become smaller. No ZIP64, so less than 4 GiB. */

export interface ZipEntry {
  /** With `/` between folders. */
  path: string
  blob: Blob
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  return sum
})

/** CRC-32 of bytes behind others. */
function addTo(sum: number, bytes: Uint8Array): number {
  let next = sum
  for (const byte of bytes) next = (next >>> 8) ^ (TABLE[(next ^ byte) & 0xff] ?? 0)
  return next
}

/** What of a file is looked at in one go, so that nothing else has to wait for it. */
const PIECE_BYTES = 1 << 20

async function checksumOf(blob: Blob, signal: AbortSignal): Promise<number> {
  let sum = 0xffffffff
  for (let at = 0; at < blob.size; at += PIECE_BYTES) {
    signal.throwIfAborted()
    sum = addTo(sum, new Uint8Array(await blob.slice(at, at + PIECE_BYTES).arrayBuffer()))
  }
  return (sum ^ 0xffffffff) >>> 0
}

type Field = [bytes: 2 | 4, value: number]

function fieldsOf(...fields: Field[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)))
  let at = 0
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

const VERSION: Field = [2, 20]
/** Names are UTF-8. */
const FLAGS: Field = [2, 0x0800]
const STORED: Field = [2, 0]

/** As MS-DOS dated things: since 1980, by the clock on the wall, in steps of two seconds. */
function stampOf(at: Date): [Field, Field] {
  const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1)
  const date = (Math.max(0, at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate()
  return [
    [2, time],
    [2, date],
  ]
}

export async function zipOf(entries: readonly ZipEntry[], at: Date, signal: AbortSignal): Promise<Blob> {
  const parts: BlobPart[] = []
  const directory: BlobPart[] = []
  let offset = 0
  let directoryBytes = 0
  for (const { path, blob } of entries) {
    const name = new TextEncoder().encode(path)
    const facts: Field[] = [FLAGS, STORED, ...stampOf(at), [4, await checksumOf(blob, signal)], [4, blob.size], [4, blob.size]]
    const lengths: Field[] = [
      [2, name.length],
      [2, 0],
    ]
    const head = fieldsOf([4, 0x04034b50], VERSION, ...facts, ...lengths)
    const line = fieldsOf([4, 0x02014b50], VERSION, VERSION, ...facts, ...lengths, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset])
    parts.push(head, name, blob)
    directory.push(line, name)
    offset += head.length + name.length + blob.size
    directoryBytes += line.length + name.length
  }
  const count: Field = [2, entries.length]
  const end = fieldsOf([4, 0x06054b50], [2, 0], [2, 0], count, count, [4, directoryBytes], [4, offset], [2, 0])
  return new Blob([...parts, ...directory, end], { type: 'application/zip' })
}
