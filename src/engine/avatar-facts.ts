import type { AvatarInfo } from '#protocol/xep0084-avatar.ts'
import type { Profile } from '#model/person.ts'

/** What a profile keeps of the pictures somebody offers: the first that is in PEP; an address only where there is no other. None: taken away. */
export function avatarFacts(pictures: readonly AvatarInfo[]): Pick<Profile, 'avatarHash' | 'avatarUrl'> {
  const inPep = pictures.find(picture => picture.url === null && picture.hash !== '')
  const remote = pictures.find(picture => picture.url !== null)
  return { avatarHash: inPep?.hash ?? null, avatarUrl: inPep ? null : (remote?.url ?? null) }
}
