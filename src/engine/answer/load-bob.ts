import type { Answer, Ask } from '#bridge/contract.ts'
import { buildBobQuery, hashOfCid, parseBobData } from '#protocol/xep0231-bob.ts'
import { KithError } from '#shared/errors.ts'
import { readPictureHeader } from '#shared/picture-header.ts'
import { sha1Hex } from '#shared/sha1.ts'
import { bobPicture, putBobPicture } from '#storage/bob-pictures.ts'
import type { EngineContext } from '../context.ts'

/** A sticker is no wallpaper. */
const MOST_PIXELS = 4_000_000

/** A picture that its sender holds ready, kept when it is what its name says and a picture of a bearable size (XEP-0231 §2.3). */
export async function loadBob(context: EngineContext, { holder, cid }: Ask<'load-bob'>): Promise<Answer<'load-bob'>> {
  if (await bobPicture(context.db, cid)) return { found: true }
  const data = await askFor(context, { holder, cid })
  const header = data && readPictureHeader(data)
  if (!data || !header || header.width * header.height > MOST_PIXELS) return { found: false }
  if ((await sha1Hex(data)) !== hashOfCid(cid)) {
    context.note('picture is not what its hash says', { cid })
    return { found: false }
  }
  const picture = { mediaType: header.mediaType, data, usedAt: context.now() }
  await context.inbox.commit(db => putBobPicture(db, cid, picture))
  return { found: true }
}

async function askFor(context: EngineContext, { holder, cid }: Ask<'load-bob'>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return parseBobData(await context.session.request('get', holder, buildBobQuery(cid), { urgency: 'user' }), cid)
  } catch (error) {
    // Whoever sent it is not there any more, or has it no longer.
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    return undefined
  }
}
