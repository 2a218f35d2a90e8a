import type { RawClient } from './raw-client.ts'
import { waitFor } from './wait-for.ts'

const bareOf = ({ fullJid }: RawClient): string => fullJid.replace(/\/.*$/, '')

/** Makes two people contacts of each other, so that presence, receipts and markers may flow. */
export async function befriend(one: RawClient, other: RawClient): Promise<void> {
  const pairs = [
    [one, other],
    [other, one],
  ] as const
  for (const [client, whom] of pairs) {
    client.send(`<presence/>`)
    client.send(`<presence type='subscribed' to='${bareOf(whom)}'/>`)
    client.send(`<presence type='subscribe' to='${bareOf(whom)}'/>`)
  }
  const isBothWays = async (): Promise<boolean> => {
    // Again each time: ejabberd forgets an approval of what was not asked for yet.
    for (const [client, whom] of pairs) client.send(`<presence type='subscribed' to='${bareOf(whom)}'/>`)
    const rosters = await Promise.all(pairs.map(([client]) => client.iq('get', null, `<query xmlns='jabber:iq:roster'/>`)))
    return rosters.every((roster, index) => {
      const items = roster.getChild('query')?.getChildren('item') ?? []
      const whom = pairs[index]?.[1]
      return items.some(item => whom && item.attrs['jid'] === bareOf(whom) && item.attrs['subscription'] === 'both')
    })
  }
  await waitFor(isBothWays, { what: 'the two to be contacts' })
}
