import { requestPicture } from './request-picture.ts'

const MAX_BYTES = 10 * 1024 * 1024
const PATIENCE_MS = 60_000

/** Addresses that gave nothing: they are not asked again before the page is opened anew. */
const refused = new Set<string>()

/**
 * A picture that may be fetched, for keeping it.
 * @returns undefined where its host does not give it to scripts (CORS), and for everything that is no picture or too large
 */
export async function fetchPicture(url: string, signal: AbortSignal): Promise<Blob | undefined> {
  if (refused.has(url)) return undefined
  try {
    const picture = await requestPicture(url, { mostBytes: MAX_BYTES, patienceMs: PATIENCE_MS, signal })
    if (picture instanceof Blob) return picture
  } catch (error) {
    // It was not wanted any longer; that says nothing about the picture.
    if (signal.aborted) return undefined
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error
  }
  refused.add(url)
  return undefined
}
