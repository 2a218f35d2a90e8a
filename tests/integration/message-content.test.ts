import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markMessage } from '#commands/mark-message.ts'
import { sendDraft } from '#commands/send-draft.ts'
import type { NodeEngine } from '#engine/node.ts'
import type { Message } from '#model/message.ts'
import { pinnedMessages } from '#storage/marks.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('what a message says besides its text on %s', (_name, start) => {
  let server: TestServer
  const { device, witness, register } = useEngines(() => server)
  const [anna, ben] = [jid('anna@localhost'), jid('ben@localhost')]

  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben')
  })
  afterAll(() => server?.stop())

  const first = async ({ db }: NodeEngine): Promise<Message | undefined> => (await db.messages.orderBy('order').toArray())[0]

  test('the card of a page, a name and a spoiler arrive as they were sent, live and from the archive', async () => {
    const [here, there] = [await device('anna'), await device('ben')]
    const picture = { url: 'https://pictures.example/a.png', alt: 'A <loaf> & butter', width: 600, height: 315 }
    const links = [{ url: 'https://example.org/?a=1&b=2', title: 'Bread & "butter"', description: '🍞', picture }]
    const said = {
      body: '🎉 @Ben look at https://example.org/?a=1&b=2',
      links,
      mentions: [{ text: '@Ben', jid: ben }],
      spoiler: 'It’s bread',
    }
    await sendDraft(here.db, { me: anna, conversation: ben, ...said, now: Date.now() })
    here.nudge()
    await waitFor(async () => (await first(there)) !== undefined, { what: 'the message' })
    expect(await first(there)).toMatchObject(said)
    await waitFor(async () => (await first(here))?.state !== 'queued', { what: 'the server to have it' })
    const later = await device('ben')
    await waitFor(async () => (await first(later)) !== undefined, { what: 'the message from the archive' })
    expect(await first(later)).toMatchObject({ ...said, archivedAt: expect.any(Number) as number })
  })

  test('a message whose id is full of signs is pinned on all devices', async () => {
    const [desk, phone, other] = [await device('anna'), await device('anna'), await witness('ben')]
    const id = 'a/b c%20&amp;é😀'
    other.send(`<message to='${anna}' type='chat' id='${id}'><body>Keep this</body></message>`)
    const kept = async ({ db }: NodeEngine): Promise<Message | undefined> =>
      (await db.messages.toArray()).find(({ body }) => body === 'Keep this')
    await waitFor(async () => (await kept(desk)) !== undefined, { what: 'the message' })
    const message = (await kept(desk)) ?? expect.fail()
    await markMessage(desk.db, { message, as: 'pinned', on: true, now: Date.now() })
    desk.nudge()
    const pinned = async (): Promise<(string | undefined)[]> =>
      (await pinnedMessages(phone.db, anna, ben)).map(({ message: found }) => found?.body)
    await waitFor(async () => (await pinned()).includes('Keep this'), { what: 'the other device to have it pinned' })
    await markMessage(desk.db, { message, as: 'pinned', on: false, now: Date.now() })
    desk.nudge()
    await waitFor(async () => (await pinned()).length === 0, { what: 'the other device to have nothing pinned' })
  })
})
