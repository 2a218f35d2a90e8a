import { keptPicture } from '#storage/kept-pictures.ts'
import type { AccountDb } from '#storage/schema.ts'
import { nameAs, safeFileName } from '#shared/file-name.ts'
import { MAX_BYTES } from '../media-limits.ts'
import { requestPicture } from '../request-picture.ts'
import { saveFile } from '../save-file.ts'
import type { ViewedPicture } from './viewed-pictures.ts'

/** Somebody asked for it and sees that it is on its way. */
const PATIENCE_MS = 120_000

export type DownloadEnd = 'saved' | 'unwanted' | 'refused' | 'no-picture' | 'too-large'

/** Saves a picture as a file: from this device where it is kept, else from its host, which has to allow that to web pages. */
export async function downloadPicture(db: AccountDb, picture: ViewedPicture, signal: AbortSignal): Promise<DownloadEnd> {
  try {
    const blob = (await keptPicture(db, picture.url)) ?? (await request(picture, signal))
    if (signal.aborted) return 'unwanted'
    if (typeof blob === 'string') return blob
    saveFile(blob, downloadName(picture, blob.type))
    return 'saved'
  } catch (error) {
    if (signal.aborted) return 'unwanted'
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error
    return 'refused'
  }
}

function request({ url, mediaType }: ViewedPicture, signal: AbortSignal): ReturnType<typeof requestPicture> {
  return requestPicture(url, { mostBytes: MAX_BYTES, patienceMs: PATIENCE_MS, signal, declaredType: mediaType })
}

/** What its sender calls it, else the end of its address; the ending always says what the bytes are, so that no picture becomes a program. */
export function downloadName({ name, url }: Pick<ViewedPicture, 'name' | 'url'>, mediaType: string): string {
  return nameAs(safeFileName(name) || safeFileName(lastPartOf(url)), mediaType)
}

function lastPartOf(url: string): string {
  const part = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(part)
  } catch (error) {
    // Percent signs that mean nothing.
    if (!(error instanceof URIError)) throw error
    return part
  }
}
