import type { NodeEngine } from '#engine/node.ts'
import { startNodeEngine } from '#engine/node.ts'
import { type FakePeer, type FakePeerOptions, startFakePeer } from '../faults/fake-peer.ts'
import { type HonestOptions, type HonestServer, playHonestServer } from '../faults/honest-server.ts'
import { afterTest } from './session-with-peer.ts'
import { waitFor } from './wait-for.ts'

const ACCOUNT = 'juliet@example.org'

export interface EngineWithPeer {
  peer: FakePeer
  server: HonestServer
  engine: NodeEngine
  /** Resolves when everything the server has sent is handled: read, judged and, where it counts, stored. */
  settled(): Promise<void>
  /** Stanzas from the server, and what they lead to. */
  deliver(...stanzas: string[]): Promise<void>
}

let count = 0

/** The whole engine of juliet@example.org, caught up, with a peer that is honest until the test lets it lie. Both end with the test. */
export async function engineWithPeer(
  { peer: peerOptions = {}, ...options }: Partial<HonestOptions> & { peer?: Partial<FakePeerOptions> } = {},
  prepare: (server: HonestServer, peer: FakePeer) => void = () => undefined,
): Promise<EngineWithPeer> {
  count += 1
  // Without resumption nothing is kept between two acknowledgements, so that these come at once.
  const peer = await startFakePeer({ resumable: false, ...peerOptions })
  afterTest(() => peer.stop())
  const server = playHonestServer(peer, { account: ACCOUNT, ...options })
  prepare(server, peer)
  const engine = await startNodeEngine({ address: ACCOUNT, password: 'secret', websocketUrl: peer.url, dbName: `kith:peer-${count}` })
  afterTest(() => engine.stop())
  await waitFor(() => isCaughtUp(engine), { what: 'the end of catching up' })
  const settled = async (): Promise<void> => {
    const { session } = peer.link
    const sent = session?.outbound ?? 0
    peer.link.raw("<r xmlns='urn:xmpp:sm:3'/>")
    await peer.until(() => peer.received.some(frame => frame.is('a') && Number(frame.attrs['h']) >= sent), 'everything to be handled')
  }
  return {
    peer,
    server,
    engine,
    settled,
    async deliver(...stanzas) {
      for (const stanza of stanzas) peer.link.stanza(stanza)
      await settled()
    },
  }
}

function isCaughtUp({ signals }: NodeEngine): boolean {
  return signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp)
}
