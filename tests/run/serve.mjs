// A plain static host, as Kith needs it: right types, compression, cache rules, the security headers, and a config.json of its own.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.map': 'application/json',
}

const compressed = new Map()

function encode(file, accepts) {
  const encoding = accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : ''
  const body = readFileSync(file)
  if (encoding === '' || body.length < 1024 || /\.(png|ico)$/.test(file)) return { body, encoding: '' }
  const key = `${encoding}:${file}:${statSync(file).mtimeMs}`
  if (!compressed.has(key)) {
    const packed =
      encoding === 'br' ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : gzipSync(body, { level: 9 })
    compressed.set(key, packed)
  }
  return { body: compressed.get(key), encoding }
}

/** The headers a host should send; the same policy as in the page, and what only a header can say. */
export function securityHeaders(dist) {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8')
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? ''
  return {
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(self), microphone=(self), geolocation=(self)',
  }
}

/**
 * @param {{ dist: string, port?: number, host?: string, config?: object, onSent?: (bytes: number) => void }} options config replaces
 *   config.json; onSent hears of each body as it goes over the wire
 * @returns {Promise<{ url: string, port: number, requests: string[], stop(): Promise<void> }>}
 */
export async function serve({ dist, port = 0, host = '127.0.0.1', config, onSent }) {
  const headers = securityHeaders(dist)
  const requests = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    requests.push(pathname)
    if (pathname === '/config.json' && config) {
      response.writeHead(200, { ...headers, 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' })
      response.end(JSON.stringify(config))
      return
    }
    const relative = pathname === '/' ? 'index.html' : decodeURIComponent(pathname).slice(1)
    const file = path.join(dist, relative)
    if (!file.startsWith(dist + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, headers).end()
      return
    }
    const immutable = relative.startsWith('assets/')
    const { body, encoding } = encode(file, request.headers['accept-encoding']?.toString() ?? '')
    response.writeHead(200, {
      ...headers,
      'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(encoding ? { 'Content-Encoding': encoding, Vary: 'Accept-Encoding' } : {}),
      'Content-Length': body.length,
    })
    if (request.method === 'HEAD') response.end()
    else response.end(body, () => onSent?.(body.length))
  })
  await new Promise((resolve, reject) => server.listen(port, host, resolve).once('error', reject))
  const actual = server.address().port
  return {
    url: `http://localhost:${actual}/`,
    port: actual,
    requests,
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
