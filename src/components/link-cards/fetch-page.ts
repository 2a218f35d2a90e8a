import { safeMediaUrl } from '../rich-text/safe-href.ts'
import { type PageWords, readPage } from './read-page.ts'

const PATIENCE_MS = 5000
const MOST_BYTES = 512 * 1024

/** What our own policy lets through (vite.config.ts): the secure web, and this machine for trying things out. */
function mayAsk(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1'))
}

/**
 * Asks a page for its title and description, as nobody: without cookies, and without saying where the question comes from. Only for a
 * person who wants it; and only a page that lets others read it answers (CORS).
 * @returns undefined when there is nothing to be had
 */
export async function fetchPage(url: string): Promise<PageWords | undefined> {
  if (!mayAsk(url)) return undefined
  try {
    const answer = await fetch(url, {
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      headers: { Accept: 'text/html' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const [, charset = 'utf-8'] = /^\s*text\/html\s*(?:;.*charset\s*=\s*"?([\w-]+))?/i.exec(answer.headers.get('Content-Type') ?? '') ?? []
    const isPage = /^\s*text\/html\b/i.test(answer.headers.get('Content-Type') ?? '')
    if (!answer.ok || !isPage || !answer.body) {
      await answer.body?.cancel()
      return undefined
    }
    const words = readPage(decode(await beginningOf(answer.body), charset))
    return words.title === '' && words.description === '' ? undefined : withPictureAt(words, answer.url || url)
  } catch {
    // Refused, gone, slow or cut off: all the same to who asked.
    return undefined
  }
}

/** It may be named as seen from the page. */
function withPictureAt({ picture = '', ...words }: PageWords, page: string): PageWords {
  const url = picture !== '' && URL.canParse(picture, page) ? safeMediaUrl(new URL(picture, page).href) : undefined
  return { ...words, ...(url !== undefined && { picture: url }) }
}

/** No more than we read of it, whatever it says its length is. */
async function beginningOf(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const bytes = new Uint8Array(MOST_BYTES)
  let length = 0
  const reader = body.getReader()
  while (length < MOST_BYTES) {
    const { done, value } = await reader.read()
    if (done) return bytes.subarray(0, length)
    const piece = value.subarray(0, MOST_BYTES - length)
    bytes.set(piece, length)
    length += piece.length
  }
  await reader.cancel()
  return bytes
}

/** By what the server says, else by what the page says, else as nearly everybody writes. */
function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
