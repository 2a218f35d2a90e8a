import { imageTypeOf } from '#protocol/xep0084-avatar.ts'
import type { Ask, Answer } from '#bridge/contract.ts'
import type { BareJid } from '#shared/jid.ts'
import { sha1Hex } from '#shared/sha1.ts'
import type { Profile } from '#model/person.ts'
import { putAvatar, updateProfile } from '#storage/people.ts'
import { avatarFacts } from '../avatar-facts.ts'
import type { EngineContext } from '../context.ts'
import { fetchCard, fetchNick, fetchPictures, fetchVCardTemp, type Outcome } from '../fetch-profile.ts'

const valueOf = <Value>(outcome: Outcome<Value>): Value | undefined => (outcome.kind === 'found' ? outcome.value : undefined)

/** What somebody says of themselves, for a person who waits to read it. */
export function openProfile(context: EngineContext, { jid }: Ask<'open-profile'>): Promise<Answer<'open-profile'>> {
  return readProfile(context, jid, 'user')
}

/**
 * What a list shows of somebody. Who has a name here already is asked for their picture only; and none of it stands before what
 * people said: a screenful of them is a screenful of questions.
 */
export async function openFace(context: EngineContext, { jid }: Ask<'open-face'>): Promise<Answer<'open-face'>> {
  const contact = await context.db.contacts.get(jid)
  if (!contact?.name) return readProfile(context, jid, 'background')
  const pictures = await fetchPictures(context, jid, 'background')
  if (pictures.kind === 'unavailable') return { state: 'unknown' }
  await context.inbox.commit(db => updateProfile(db, jid, { ...picturesOf(pictures, null), fetchedAt: context.now() }))
  return { state: pictures.kind === 'found' ? 'found' : 'absent' }
}

/** Each part that was refused or did not come stays as it was stored. */
async function readProfile(context: EngineContext, jid: BareJid, urgency: 'user' | 'background'): Promise<Answer<'open-profile'>> {
  const [card, nick, pictures] = await Promise.all([
    fetchCard(context, jid, urgency),
    fetchNick(context, jid, urgency),
    fetchPictures(context, jid, urgency),
  ])
  const wantsMore = !valueOf(card)?.name || pictures.kind !== 'found'
  const old: Outcome<{ name: string; about: string; photo: Uint8Array<ArrayBuffer> | null }> = wantsMore
    ? await fetchVCardTemp(context, jid, urgency)
    : { kind: 'refused' }
  const outcomes = [card, nick, pictures, old]
  const isFound = outcomes.some(outcome => outcome.kind === 'found')
  const isAbsent = !isFound && outcomes.every(outcome => outcome.kind === 'absent')
  const photo = pictures.kind === 'found' ? null : await keepPhoto(context, valueOf(old)?.photo ?? null)
  const learnt: Partial<Profile> = {
    ...namesOf(card, nick, old),
    ...picturesOf(pictures, photo),
    ...(outcomes.some(({ kind }) => kind !== 'unavailable') && { fetchedAt: context.now() }),
  }
  if (isFound) learnt.state = 'found'
  if (isAbsent) learnt.state = 'absent'
  await context.inbox.commit(db => updateProfile(db, jid, learnt))
  return { state: isFound ? 'found' : isAbsent ? 'absent' : 'unknown' }
}

function namesOf(
  card: Outcome<{ name: string; about: string }>,
  nick: Outcome<string>,
  old: Outcome<{ name: string; about: string }>,
): Partial<Profile> {
  const name = valueOf(card)?.name || valueOf(nick) || valueOf(old)?.name || ''
  const about = valueOf(card)?.about || valueOf(old)?.about || ''
  const isKnown = [card, nick, old].every(outcome => outcome.kind === 'found' || outcome.kind === 'absent')
  // Refused is not absent: an empty answer erases only where every source was heard.
  return { ...(name !== '' || isKnown ? { name } : {}), ...(about !== '' || isKnown ? { about } : {}) }
}

function picturesOf(pictures: Outcome<Parameters<typeof avatarFacts>[0]>, photo: string | null): Partial<Profile> {
  if (pictures.kind === 'found') return avatarFacts(pictures.value)
  if (photo !== null) return { avatarHash: photo, avatarUrl: null }
  return pictures.kind === 'absent' ? { avatarHash: null, avatarUrl: null } : {}
}

/** A picture that came inside an old vCard, under its own hash. */
async function keepPhoto(context: EngineContext, photo: Uint8Array<ArrayBuffer> | null): Promise<string | null> {
  const mediaType = photo ? imageTypeOf(photo) : undefined
  if (!photo || mediaType === undefined) return null
  const hash = await sha1Hex(photo)
  await context.inbox.commit(db => putAvatar(db, { hash, mediaType, data: photo, usedAt: context.now() }))
  return hash
}
