import type { Element } from '#protocol/xml.ts'
import { readAcknowledgement, storeAcknowledgements } from '../acknowledgements.ts'
import type { EngineContext } from '../context.ts'

/** Receipts and markers, of the other side and of my own other devices, as they come. */
export async function onAcknowledgement({ account, inbox }: EngineContext, element: Element): Promise<void> {
  const seen = readAcknowledgement(element, account)
  if (seen) await inbox.commit(db => storeAcknowledgements(db, account, [seen]))
}
