import { PEOPLE } from './people.ts'
import { optionsXml } from './seed-people.ts'
import { must, type World } from './world.ts'

const ROOMS = [
  {
    room: 'library',
    name: 'Library',
    lines: ['The reading lamp is fixed.', 'Thursday: tea at seven.', 'Who took volume two?', 'Volume two is under volume one.'],
  },
  {
    room: 'canal-path',
    name: 'Canal path',
    lines: ['Dry as far as the second lock.', 'Herons: three.', 'Wind from the north, turn early.'],
  },
  { room: 'workshop', name: 'Workshop', lines: ['The small vice is back.', 'Please oil it. Please.', 'Oiled.', 'Thank you.'] },
]

/** Three rooms where people have been talking. */
export async function seedRooms({ clients, server }: World): Promise<void> {
  for (const { room, name, lines } of ROOMS) {
    const jid = `${room}@${server.muc}`
    const members = PEOPLE.slice(0, 4)
    for (const [index, { local }] of members.entries()) {
      const client = clients.get(local)
      client?.send(`<presence to='${jid}/${local}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`)
      await client?.next(stanza => stanza.name === 'presence' && stanza.attrs['from'] === `${jid}/${local}`)
      if (index === 0 && client) {
        const form = optionsXml(
          { 'muc#roomconfig_roomname': name, 'muc#roomconfig_persistentroom': '1', 'muc#roomconfig_publicroom': '1' },
          'http://jabber.org/protocol/muc#roomconfig',
        )
        await must(client, 'set', jid, `<query xmlns='http://jabber.org/protocol/muc#owner'>${form}</query>`)
      }
    }
    for (const [index, line] of lines.entries()) {
      const speaker = members[index % members.length]?.local ?? ''
      clients.get(speaker)?.send(`<message to='${jid}' type='groupchat' id='${room}-${index}'><body>${line}</body></message>`)
      await clients.get('anna')?.next(stanza => stanza.attrs['id'] === `${room}-${index}`)
    }
  }
}
