/** A real XMPP server, child of the test run, on loopback and free ports, with all its files in a folder of its own. */
export interface TestServer {
  readonly name: 'prosody' | 'ejabberd'
  readonly domain: string
  readonly websocketUrl: string
  readonly httpUrl: string
  readonly pubsub: string
  readonly muc: string
  readonly upload: string
  readonly anonymousDomain: string
  /** For clients that know no WebSocket, without TLS; null unless asked for. */
  readonly tcpPort: number | null
  readonly dir: string
  /** Creates an account by in-band registration (XEP-0077). */
  register(local: string, password: string): Promise<void>
  /** Stops the server and removes its folder, unless it was given one to keep. */
  stop(): Promise<void>
  /** Stops and starts again on the same ports with the same data. */
  restart(): Promise<void>
  /** Sends a signal to the server process: SIGSTOP and SIGCONT freeze and thaw it, SIGKILL is a crash. */
  kill(signal: NodeJS.Signals): void
}

export interface ServerOptions {
  /** A folder that outlives the server; without it a temporary one that goes with it. */
  dir?: string
  port?: number
  /** As Debian ships it: small pages, few items, rate limits, no helpful extras. */
  stockLike?: boolean
  /** Prosody modules to leave out, for a server that lacks something. */
  without?: readonly string[]
  /** How long a cut session may be resumed. Default 60. */
  resumeSeconds?: number
  /** A listener for plain connections besides the WebSocket. */
  tcp?: boolean
}
