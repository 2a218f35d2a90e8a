import { buildItemsQuery, parseItems } from '#protocol/xep0060-pubsub.ts'
import { imageTypeOf, NS_AVATAR_DATA, parseAvatarData } from '#protocol/xep0084-avatar.ts'
import type { Answer, Ask } from '#bridge/contract.ts'
import { KithError } from '#shared/errors.ts'
import { sha1Hex } from '#shared/sha1.ts'
import { putAvatar } from '#storage/people.ts'
import type { EngineContext } from '../context.ts'
import { fetchVCardTemp } from '../fetch-profile.ts'

/** The picture behind a hash, kept when it is what the hash says and a picture at all (XEP-0084 §4.2). */
export async function loadAvatar(context: EngineContext, { jid, hash }: Ask<'load-avatar'>): Promise<Answer<'load-avatar'>> {
  if (await context.db.avatars.get(hash)) return { found: true }
  const data = (await fromPep(context, { jid, hash })) ?? (await fromVCard(context, { jid, hash }))
  const mediaType = data && imageTypeOf(data)
  if (!data || mediaType === undefined) return { found: false }
  if ((await sha1Hex(data)) !== hash) {
    context.note('picture is not what its hash says', { jid })
    return { found: false }
  }
  await context.inbox.commit(db => putAvatar(db, { hash, mediaType, data, usedAt: context.now() }))
  return { found: true }
}

async function fromPep(context: EngineContext, { jid, hash }: Ask<'load-avatar'>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const answer = await context.session.request('get', jid, buildItemsQuery({ node: NS_AVATAR_DATA, ids: [hash] }))
    return parseAvatarData(parseItems(answer)?.find(item => item.id.toLowerCase() === hash)?.payload)
  } catch (error) {
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    return undefined
  }
}

/** Some have their picture in the vCard only, whose hash their presence names (XEP-0153). */
async function fromVCard(context: EngineContext, { jid, hash }: Ask<'load-avatar'>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const card = await fetchVCardTemp(context, jid, 'background')
  const photo = card.kind === 'found' ? card.value.photo : null
  return photo && (await sha1Hex(photo)) === hash ? photo : undefined
}
