import { encodeBytes } from '#shared/base64.ts'
import type { Enclosure } from '#model/post.ts'
import { outgoingFile, uploadIdOf } from '#model/upload.ts'
import type { EngineContext } from '../context.ts'

/** To be hashed a file has to be in memory as a whole. */
const MOST_HASHED = 64 * 1024 * 1024

/**
 * A file that was sent, with the hash of its bytes: XEP-0385 demands one, XEP-0447 recommends it.
 * @param kept the same file, as it is named on this device
 */
export async function withHash({ db }: EngineContext, file: Enclosure, kept: Enclosure | undefined): Promise<Enclosure> {
  const id = kept && uploadIdOf(kept)
  const upload = id === undefined ? undefined : await db.uploads.get(id)
  const blob = upload && outgoingFile(upload)?.blob
  if (!blob || blob.size > MOST_HASHED) return file
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return { ...file, sha256: encodeBytes(new Uint8Array(digest)) }
}
