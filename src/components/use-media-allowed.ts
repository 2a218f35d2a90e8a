import { create } from 'zustand'
import { type BareJid, domainOf, hasLocal, type Jid } from '#shared/jid.ts'
import { mediaChoice, mediaRule } from '#storage/consent.ts'
import { getContact } from '#storage/contacts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb, useMe } from './account-context.tsx'
import type { MediaOrigin } from './media-origin.ts'
import { useLiveQuery } from './use-live-query.ts'

interface ShownMedia {
  urls: ReadonlySet<string>
  show: (urls: readonly string[]) => void
}

/** Pictures that were asked for one by one: for as long as the page is open. */
export const useShownMedia = create<ShownMedia>()(set => ({
  urls: new Set(),
  show: urls => set(shown => ({ urls: new Set([...shown.urls, ...urls]) })),
}))

/** The own server sees every request anyway, and so does its upload service, which lives below its name. */
function isOwnHost(url: string, me: Jid): boolean {
  const domain = domainOf(me)
  const { hostname } = new URL(url)
  return hostname === domain || hostname.endsWith(`.${domain}`)
}

/** Whether these may be fetched, as it stands at this moment. */
export async function mayLoad(db: AccountDb, me: BareJid, urls: readonly string[], { person, service }: MediaOrigin): Promise<boolean> {
  const said = await mediaChoice(db, person ?? service)
  // A no holds for the own server as well: it is about the person, not about the network.
  if (said !== undefined) return said
  if (person === me) return true
  const byHost = await Promise.all(urls.map(url => mediaChoice(db, new URL(url).hostname)))
  if (byHost.includes(false)) return false
  const rule = await mediaRule(db)
  if (rule === 'all') return true
  const outside = urls.filter((url, index) => byHost[index] !== true && !(rule === 'contacts' && isOwnHost(url, me)))
  return outside.length === 0 || (rule === 'contacts' && (await isContact(db, person)))
}

async function isContact(db: AccountDb, person: BareJid | null): Promise<boolean> {
  const contact = person && hasLocal(person) ? await getContact(db, person) : undefined
  return contact?.subscription === 'both' || contact?.subscription === 'to'
}

/**
 * Whether these may be fetched from where they are: the one who offers them would see that, and when.
 * @returns undefined until it is known; nothing is requested before
 */
export function useMediaAllowed(urls: readonly string[], origin: MediaOrigin): boolean | undefined {
  const db = useDb()
  const me = useMe()
  const shown = useShownMedia(store => urls.every(url => store.urls.has(url)))
  const asked = [...urls, origin.person, origin.service].join('\n')
  const answer = useLiveQuery(async () => ({ asked, may: await mayLoad(db, me, urls, origin) }), [db, me, asked])
  // The answer of before stays until this one is there, and other words may have brought other addresses.
  return shown || (answer?.asked === asked ? answer.may : undefined)
}
