import { isDrawn } from '#model/upload.ts'
import { readAtMost } from './read-at-most.ts'

export interface PictureRequest {
  /** What is announced is a claim, so what comes is counted. */
  mostBytes: number
  patienceMs: number
  signal: AbortSignal
  /** What it is where its host only says "bytes". */
  declaredType?: string
}

/**
 * The bytes of a picture that may be fetched, asked for without a trace of who asks. Not from the browser's own cache: what an `img` left
 * there was asked for without an origin, and is refused to a script. Rejects where its host does not give it to scripts (CORS), does not
 * answer or takes too long; the browser does not tell these apart.
 */
export async function requestPicture(url: string, request: PictureRequest): Promise<Blob | 'no-picture' | 'too-large'> {
  const { mostBytes, patienceMs, signal, declaredType = '' } = request
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  const answer = await fetch(url, { mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'reload', signal: patience })
  const said = answer.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const type = said === '' || said === 'application/octet-stream' ? declaredType.toLowerCase() : said
  if (!answer.ok || !isDrawn({ mediaType: type })) {
    await answer.body?.cancel()
    return 'no-picture'
  }
  const bytes = await readAtMost(answer, mostBytes)
  return bytes ? new Blob(bytes, { type }) : 'too-large'
}
