import { NS_MAM } from '#protocol/xep0313-mam.ts'
import type { BareJid } from '#shared/jid.ts'
import { fetchArchivePage } from './archive-query.ts'
import type { EngineContext } from './context.ts'
import type { PlacedResult } from './store-archive-page.ts'

/** The archive is searched from so much before something was written: clocks differ. */
const SKEW_MS = 600_000

interface Sent {
  conversation: BareJid
  /** The id it was sent under. */
  originId: string | null
  /** Epoch ms. */
  writtenAt: number
}

/** What I gave to the network, as the archive has it; undefined where it never arrived, or there is no archive. */
export async function findSent(context: EngineContext, { conversation, originId, writtenAt }: Sent): Promise<PlacedResult | undefined> {
  const { account } = await context.session.features()
  if (!account.has(NS_MAM)) return undefined
  const startAt = writtenAt - SKEW_MS
  let after: string | undefined
  for (;;) {
    const { results, complete } = await fetchArchivePage(context, {
      with: conversation,
      startAt,
      page: after === undefined ? {} : { after },
      urgency: 'user',
    })
    const found = results.find(({ seen, effect }) => {
      const one = seen ?? effect
      return one?.direction === 'out' && (one.originId === originId || one.stanzaId === originId)
    })
    const last = results.at(-1)?.archiveId
    if (found || complete || last === undefined || last === after) return found
    after = last
  }
}
