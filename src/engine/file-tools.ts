/** A file on its way to where a slot says. */
export interface FilePut {
  url: string
  headers: readonly (readonly [name: string, value: string])[]
  body: Blob
  mediaType: string
  /** @param sent bytes that left */
  onProgress(sent: number): void
  signal: AbortSignal
}

/**
 * answered: by the upload host, with this status · blocked: it is there, and the browser keeps its answer from us, because it does not
 * allow pages of other origins · broken: no answer came, after so many bytes.
 */
export type PutOutcome = { kind: 'answered'; status: number } | { kind: 'blocked' } | { kind: 'broken'; sent: number }

export interface DecodedPicture {
  /** Upright, as the camera says. */
  readonly width: number
  readonly height: number
  /** May come back in another format than asked for, where that one cannot be written. */
  encode(width: number, height: number, mediaType: string, quality: number): Promise<Blob>
  close(): void
}

/** What the engine needs for files and every surrounding does in its own way. */
export interface FileTools {
  put(request: FilePut): Promise<PutOutcome>
  /** @returns null for what cannot be opened here; with no canvas at all that is everything */
  decode(blob: Blob): Promise<DecodedPicture | null>
}
