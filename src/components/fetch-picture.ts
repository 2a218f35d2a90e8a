import { isDrawn } from '#model/upload.ts'

const MAX_BYTES = 10 * 1024 * 1024
const PATIENCE_MS = 60_000

/** Addresses that gave nothing: they are not asked again before the page is opened anew. */
const refused = new Set<string>()

/**
 * The bytes of a picture that may be fetched, for keeping them. Not from the browser's own cache: what an `img` left there was asked for
 * without an origin, and is refused to a script.
 * @returns undefined where its host does not give it to scripts (CORS), and for everything that is no picture or too large
 */
export async function fetchPicture(url: string, signal: AbortSignal): Promise<Blob | undefined> {
  if (refused.has(url)) return undefined
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
    const answer = await fetch(url, { mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'reload', signal: patience })
    const type = answer.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase() ?? ''
    const bytes = answer.ok && isDrawn({ mediaType: type }) ? await readAtMost(answer, MAX_BYTES) : undefined
    if (bytes) return new Blob(bytes, { type })
  } catch (error) {
    // It was not wanted any longer; that says nothing about the picture.
    if (signal.aborted) return undefined
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error
  }
  refused.add(url)
  return undefined
}

/** What is announced is a claim, so what comes is counted. */
async function readAtMost({ body }: Response, limit: number): Promise<Uint8Array<ArrayBuffer>[] | undefined> {
  if (!body) return undefined
  const parts: Uint8Array<ArrayBuffer>[] = []
  const reader = body.getReader()
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > limit) {
      await reader.cancel()
      return undefined
    }
    parts.push(part.value)
  }
  return parts
}
