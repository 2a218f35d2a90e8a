import type { AddressInfo, Socket } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

export type Direction = 'up' | 'down'

/**
 * What becomes of a frame. `cut` resets the connection instead of passing the frame; `cut-after` passes it first. `drop` is only
 * honest before a cut, since TCP loses nothing in the middle. `half-open` stops passing anything, without a sign to either side.
 */
export type Fate =
  | 'pass'
  | 'cut'
  | 'cut-after'
  | 'drop'
  | 'duplicate'
  | 'half-open'
  | { delayMs: number }
  | { replace: string }
  | { holdUntil: Promise<void> }

export interface Frame {
  direction: Direction
  text: string
  /** Counted from 1 within the connection and direction. */
  index: number
  /** Counted from 1 over the life of the proxy. */
  connection: number
  /** Of a clock of its own, in ms. */
  arrivedAt: number
}

export interface FrameProxy {
  /** Where the client connects to. */
  url: string
  /** Decides the fate of each frame; replace it at any time. */
  decide: (frame: Frame) => Fate
  readonly connections: number
  readonly open: number
  /** Resets every connection now, as a pulled cable with a reset does. */
  cutAll(): void
  /** Closes every connection with a proper close handshake. */
  closeAll(): void
  /** While refusing, new connections are reset. */
  refuse(refusing: boolean): void
  stop(): Promise<void>
}

interface Pair {
  client: WebSocket
  server: WebSocket
  clientSocket: Socket
  halfOpen: boolean
  queues: Record<Direction, Promise<void>>
}

/** The TCP socket below a `ws` connection. */
function rawSocket(socket: WebSocket): Socket | undefined {
  return (socket as unknown as { _socket?: Socket })._socket
}

function reset(pair: Pair): void {
  pair.clientSocket.resetAndDestroy()
  const upstream = rawSocket(pair.server)
  if (upstream) upstream.resetAndDestroy()
  else pair.server.terminate()
}

/** A proxy between a client and a real server that sees whole frames, so that every point of a conversation can be cut. */
export async function startFrameProxy(targetUrl: string, options: { decide?: (frame: Frame) => Fate } = {}): Promise<FrameProxy> {
  const pairs = new Set<Pair>()
  let count = 0
  let refusing = false

  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: protocols => (protocols.has('xmpp') ? 'xmpp' : false) })
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const { port } = server.address() as AddressInfo

  const proxy: FrameProxy = {
    url: `ws://127.0.0.1:${port}/`,
    decide: options.decide ?? (() => 'pass'),
    get connections() {
      return count
    },
    get open() {
      return pairs.size
    },
    cutAll: () => pairs.forEach(reset),
    closeAll: () => pairs.forEach(pair => pair.client.close()),
    refuse: value => (refusing = value),
    stop: () =>
      new Promise(resolve => {
        pairs.forEach(reset)
        server.close(() => resolve())
      }),
  }

  const passOn = (pair: Pair, direction: Direction, text: string): void => {
    const to = direction === 'up' ? pair.server : pair.client
    if (to.readyState === WebSocket.OPEN) to.send(text)
  }

  const handle = async (pair: Pair, frame: Frame): Promise<void> => {
    if (pair.halfOpen) return
    const fate = proxy.decide(frame)
    if (fate === 'pass') passOn(pair, frame.direction, frame.text)
    else if (fate === 'cut') reset(pair)
    else if (fate === 'cut-after') {
      passOn(pair, frame.direction, frame.text)
      // One turn, so that the bytes are out before the reset.
      await new Promise(resolve => setTimeout(resolve, 1))
      reset(pair)
    } else if (fate === 'duplicate') {
      passOn(pair, frame.direction, frame.text)
      passOn(pair, frame.direction, frame.text)
    } else if (fate === 'half-open') pair.halfOpen = true
    else if (fate !== 'drop') {
      if ('replace' in fate) passOn(pair, frame.direction, fate.replace)
      else {
        // From when it came: a long way is long for each frame, and not longer for the one behind it.
        await ('holdUntil' in fate
          ? fate.holdUntil
          : new Promise(resolve => setTimeout(resolve, frame.arrivedAt + fate.delayMs - performance.now())))
        passOn(pair, frame.direction, frame.text)
      }
    }
  }

  server.on('connection', (client, request) => {
    if (refusing) return void request.socket.resetAndDestroy()
    count += 1
    const connection = count
    const upstream = new WebSocket(targetUrl, ['xmpp'], { allowSynchronousEvents: false })
    const pair: Pair = {
      client,
      server: upstream,
      clientSocket: request.socket,
      halfOpen: false,
      queues: { up: Promise.resolve(), down: Promise.resolve() },
    }
    pairs.add(pair)
    const opened = new Promise<void>(resolve => upstream.once('open', resolve))
    const indexes = { up: 0, down: 0 }
    const listen = (direction: Direction, from: WebSocket, ready: Promise<void>): void => {
      from.on('message', (data: Buffer) => {
        indexes[direction] += 1
        const frame: Frame = { direction, text: data.toString('utf8'), index: indexes[direction], connection, arrivedAt: performance.now() }
        // Frames of one direction stay in order, also behind a delayed one: TCP does not overtake.
        pair.queues[direction] = pair.queues[direction].then(() => ready).then(() => handle(pair, frame))
      })
    }
    listen('up', client, opened)
    listen('down', upstream, Promise.resolve())
    const end = (other: WebSocket): void => {
      pairs.delete(pair)
      if (!pair.halfOpen && other.readyState <= WebSocket.OPEN) other.terminate()
    }
    client.on('close', () => end(upstream)).on('error', () => end(upstream))
    upstream.on('close', () => end(client)).on('error', () => end(client))
    return undefined
  })
  return proxy
}
