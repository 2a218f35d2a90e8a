import { EventEmitter } from '@xmpp/events'

/** wss anywhere, ws on this machine only: anything else would put credentials on the wire for all to read. */
export function isSecureEndpoint(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'wss:' || (protocol === 'ws:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

/** A WebSocket as @xmpp/connection wants it. Frames are passed on as they come, whatever they are: the gate decides. */
export class FrameSocket extends EventEmitter {
  readonly secure = true
  readonly #createSocket: (url: string) => WebSocket
  #socket: WebSocket | undefined
  #isClosed = false

  constructor(createSocket: (url: string) => WebSocket) {
    super()
    this.#createSocket = createSocket
  }

  connect(url: string): void {
    const socket = this.#createSocket(url)
    this.#socket = socket
    socket.addEventListener('open', () => this.emit('connect'))
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!this.#isClosed) this.emit('data', data)
    })
    // A browser tells nothing about why; the listener also stays after the end, where Node's `ws` would throw without one.
    socket.addEventListener('error', () => {
      if (!this.#isClosed) this.emit('error', new Error('WebSocket failed'))
    })
    socket.addEventListener('close', event => this.#onClose(event.wasClean, `${event.code} ${event.reason}`.trim()))
  }

  #onClose(wasClean: boolean, reason: string): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.emit('close', !wasClean, reason)
  }

  /** Bytes written and not yet taken by the network. */
  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0
  }

  write(data: string, done: (error?: unknown) => void): void {
    if (this.#socket?.readyState !== 1) return done(new Error('WebSocket is not open'))
    this.#socket.send(data)
    done()
  }

  end(): void {
    this.#socket?.close()
  }

  /** Closes without waiting for the other side, which may be long gone. */
  abort(): void {
    this.#socket?.close()
    this.#onClose(false, 'dropped')
  }
}
