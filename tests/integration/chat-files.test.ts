import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepFiles } from '#commands/keep-files.ts'
import { sendDraft } from '#commands/send-draft.ts'
import { chatDraftKey } from '#storage/drafts.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { exif, isTelling, jpegFrame, withSegments } from '../support/pictures.ts'
import { waitFor } from '../support/wait-for.ts'

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('files in a chat on %s', (_name, start) => {
  let server: TestServer
  const { device, witness, register } = useEngines(() => server)
  const [anna, ben] = [jid('anna@localhost'), jid('ben@localhost')]

  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben')
  })
  afterAll(() => server?.stop())

  test('a picture arrives silent with its facts, in the three dialects, and what others share in them is understood', async () => {
    const here = await device('anna')
    const other = await witness('ben')
    other.send('<presence/>')
    const photo = new Blob([withSegments(jpegFrame(400, 300), exif(1))], { type: 'image/jpeg' })
    await keepFiles(here.db, { owner: chatDraftKey(ben), files: [{ name: 'Brot & Käse.jpg', blob: photo }] })
    await sendDraft(here.db, { me: anna, conversation: ben, body: 'Look', now: Date.now() })
    here.nudge()
    await waitFor(async () => (await other.archiveBodies(anna)).length === 2, { what: 'both messages in the archive', timeoutMs: 30_000 })
    const [words, address = ''] = await other.archiveBodies(anna)
    expect(words).toBe('Look')
    const wire = other.received.map(stanza => stanza.toString()).find(text => text.includes('urn:xmpp:sfs:0')) ?? ''
    for (const namespace of ['urn:xmpp:sims:1', 'jabber:x:oob', 'urn:xmpp:file:metadata:0', 'urn:xmpp:hashes:2'])
      expect(wire).toContain(namespace)
    expect(isTelling(new Uint8Array(await (await fetch(address)).arrayBuffer()))).toBe(false)
    expect(await here.db.uploads.count()).toBe(0)

    const url = (name: string): string => `https://files.example/${name}.png`
    const say = (id: string, more: string): void =>
      other.send(`<message to='${anna}' type='chat' id='${id}'><body>${url(id)}</body>${more}</message>`)
    const file = '<media-type>image/png</media-type><name>a.png</name><size>1</size>'
    say(
      'sfs',
      `<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'>${file}</file><sources><url-data xmlns='http://jabber.org/protocol/url-data' target='${url('sfs')}'/></sources></file-sharing>`,
    )
    say(
      'sims',
      `<reference xmlns='urn:xmpp:reference:0' type='data'><media-sharing xmlns='urn:xmpp:sims:1'><file xmlns='urn:xmpp:jingle:apps:file-transfer:4'>${file}</file><sources><reference xmlns='urn:xmpp:reference:0' type='data' uri='${url('sims')}'/></sources></media-sharing></reference>`,
    )
    say('oob', `<x xmlns='jabber:x:oob'><url>${url('oob')}</url></x>`)
    const came = async () => (await here.db.messages.orderBy('order').toArray()).filter(({ direction }) => direction === 'in')
    await waitFor(async () => (await came()).length === 3, { what: 'what the other side shares' })
    expect((await came()).map(({ body, files }) => [body, files?.[0]?.url, files?.[0]?.mediaType])).toEqual(
      ['sfs', 'sims', 'oob'].map(id => ['', url(id), 'image/png']),
    )
  })
})
