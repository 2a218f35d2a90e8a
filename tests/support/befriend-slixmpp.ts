import { waitFor } from './wait-for.ts'
import { select, type SlixmppClient } from './slixmpp.ts'

const ROSTER = 'jabber:iq:roster'
const bareOf = ({ fullJid }: SlixmppClient): string => fullJid.replace(/\/.*$/, '')

/** Makes two people contacts of each other: slixmpp says yes to whoever asks, and asks back. */
export async function befriendSlixmpp(one: SlixmppClient, other: SlixmppClient): Promise<void> {
  await one.raw(`<presence type='subscribe' to='${bareOf(other)}'/>`)
  const knows = async (client: SlixmppClient, whom: string): Promise<boolean> => {
    const roster = await client.ask('get', '', `<query xmlns='${ROSTER}'/>`)
    const items = select(roster, `{${ROSTER}}query`, `{${ROSTER}}item`)
    return items.some(({ attrs }) => attrs['jid'] === whom && attrs['subscription'] === 'both')
  }
  await waitFor(async () => (await knows(one, bareOf(other))) && (await knows(other, bareOf(one))), { what: 'the two to be contacts' })
}
