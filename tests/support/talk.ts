import type { RawClient } from './raw-client.ts'

/** What one alone says in a moment is folded by a history: after so many the other one says something. */
const TURN = 14

const bareOf = ({ fullJid }: RawClient): string => fullJid.replace(/\/.*$/, '')
/** What was sent before it has been handled. */
const settled = (client: RawClient): Promise<unknown> => client.iq('get', null, "<ping xmlns='urn:xmpp:ping'/>").catch(() => undefined)

/** Many messages at once, most of them by the first, in the order given. The last one is the first's. */
export async function talk(most: RawClient, other: RawClient, bodies: readonly string[]): Promise<void> {
  for (const [index, body] of bodies.entries()) {
    const isOther = index % (TURN + 1) === TURN && index < bodies.length - 1
    const [by, to] = isOther ? [other, most] : [most, other]
    if (isOther) await settled(most)
    by.send(`<message to='${bareOf(to)}' type='chat' id='m${index}'><body>${body}</body></message>`)
    if (isOther) await settled(other)
  }
  await settled(most)
}
