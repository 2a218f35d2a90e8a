import { bareOf, domainOf, type Jid } from '#shared/jid.ts'
import { buildDiscoInfo, NS_DISCO_INFO } from '#protocol/xep0030-disco.ts'
import { buildVersion, NS_VERSION } from '#protocol/xep0092-version.ts'
import { asksForCaps, type Caps } from '#protocol/xep0115-caps.ts'
import { attr } from '#protocol/xml.ts'
import { maySeeMe } from '#storage/contacts.ts'
import type { EngineContext } from '../context.ts'
import { OWN_INFO } from '../own-features.ts'

/** Answers others' questions about us, but only to those who may know that we are there (XEP-0030 §8): the rest meets nobody. */
export function attachQuestions(context: EngineContext, caps: Caps): () => void {
  const { account, session, db } = context
  const mayKnow = async (from: Jid): Promise<boolean> => {
    const sender = bareOf(from)
    return sender === account || sender === domainOf(account) || (await maySeeMe(db, sender))
  }
  const detach = [
    session.onRequest('get', NS_DISCO_INFO, async ({ from }, query) =>
      (await mayKnow(from)) && asksForCaps(query, caps) ? buildDiscoInfo(OWN_INFO, attr(query, 'node')) : undefined,
    ),
    session.onRequest('get', NS_VERSION, async ({ from }) => ((await mayKnow(from)) ? buildVersion('Kith') : undefined)),
  ]
  return () => detach.forEach(stop => stop())
}
