import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach } from 'vitest'

/** Somebody else's web server, which would learn who looks at what. */
export interface OtherServer {
  /** With no stroke at its end. */
  readonly url: string
  /** Paths that were asked for in this story. */
  readonly asked: string[]
}

interface File {
  type: string
  body: Buffer
  /** Pages of other hosts may read it. */
  readable?: true
}

/** @param files by path; what is below `/never/` is never answered, everything else is not found */
export function useOtherServer(files: Readonly<Record<string, File>>): OtherServer {
  let server: Server
  let asked: string[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? ''
      asked.push(path)
      if (path.startsWith('/never/')) return
      const file = files[path]
      if (file)
        response
          .writeHead(200, {
            'Content-Type': file.type,
            'Content-Length': file.body.length,
            ...(file.readable && { 'Access-Control-Allow-Origin': '*' }),
          })
          .end(file.body)
      else response.writeHead(404).end()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  beforeEach(() => {
    asked = []
  })
  afterAll(() => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  })
  return {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    get asked() {
      return asked
    },
  }
}

/** A second of silence. */
export function silence(): File {
  const samples = 8000
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + samples, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples, 40)
  return { type: 'audio/wav', body: Buffer.concat([head, Buffer.alloc(samples, 128)]) }
}

/** A black PNG of one bit a pixel: kilobytes on the wire, and a multiple of its pixels in memory. */
export function blackPicture(width: number, height: number): File {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 })
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return { type: 'image/png', body: Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]) }
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(name), data])
  const end = Buffer.alloc(4)
  end.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, end])
}

/** As in the appendix of the PNG specification; Node 20 has none of its own. */
function crc32(data: Buffer): number {
  let crc = 0xffffffff
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
