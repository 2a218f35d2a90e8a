import { createContext, use } from 'react'
import type { PostKey } from '#model/keys.ts'
import type { BareJid } from '#shared/jid.ts'

interface Open {
  post?: PostKey
  person?: BareJid
}

/** What is open beside the list it was opened from. Given by the app. */
export const OpenBesideContext = createContext<Open>({})

/** Whether a post is on the screen a second time, whole: then its card in the list only marks the place. */
export function useIsOpenPost(key: PostKey): boolean {
  return use(OpenBesideContext).post === key
}

export function useIsOpenPerson(jid: BareJid): boolean {
  return use(OpenBesideContext).person === jid
}
