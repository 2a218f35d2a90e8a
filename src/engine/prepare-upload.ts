import { packDraftKey } from '#model/sticker-pack.ts'
import { KithError } from '#shared/errors.ts'
import type { EngineContext } from './context.ts'
import { lightenPicture } from './lighten-picture.ts'

/** As large as a sticker is drawn, on a fine screen. */
const STICKER_EDGE = 512

/** One after the other: each may need a quarter of a gigabyte while it is drawn. */
const queues = new WeakMap<EngineContext, Promise<void>>()

/** Makes a file ready to be sent, once, whoever asks first: the composer right after it was chosen, or the delivery. */
export async function prepareUpload(context: EngineContext, id: string): Promise<void> {
  const before = queues.get(context) ?? Promise.resolve()
  const work = before.then(() => prepare(context, id))
  queues.set(
    context,
    work.catch(() => undefined),
  )
  await work
}

async function prepare({ db, inbox, files }: EngineContext, id: string): Promise<void> {
  const upload = await db.uploads.get(id)
  if (upload?.state !== 'kept' || !upload.blob) return
  // Of what is no picture the page may know more by now.
  const isPicture = upload.mediaType.startsWith('image/')
  const isSticker = upload.owner.startsWith(packDraftKey('')) || (await db.packs.get(upload.owner))
  const chosen = { blob: upload.blob, name: upload.name, mediaType: upload.mediaType }
  const light = await lightenPicture(chosen, files.decode, isSticker ? STICKER_EDGE : undefined).catch((error: unknown) => {
    throw new KithError('rejected', String(error), { condition: 'file-unreadable', cause: error })
  })
  await inbox.commit(async db => {
    if ((await db.uploads.get(id))?.state === 'kept') await db.uploads.update(id, { ...(isPicture && light), state: 'prepared' })
  })
}
