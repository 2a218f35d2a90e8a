/**
 * slixmpp, a client that shares nothing with Kith (Python, expat): Debian's package, in a process of its own for all its accounts. Its
 * plugins build what it sends and read what it gets (slixmpp-client.py).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { endChild, guardedChild, isRunning } from '../servers/guarded-child.ts'
import type { TestServer } from '../servers/test-server.ts'
import { waitFor } from './wait-for.ts'

/** An element as expat saw it, its name with its namespace as in `{jabber:client}body`. */
export interface Tree {
  name: string
  attrs: Record<string, string>
  text: string
  children: Tree[]
}

type Part<Key extends string = never> = Record<Key, string>

/** A message as the plugins of slixmpp read it; the names are theirs. */
export interface ReadMessage {
  tree: Tree
  id: string
  from: string
  to: string
  type: string
  body: string
  chat_state: string
  receipt: string
  request_receipt: boolean
  carbon?: 'carbon_sent' | 'carbon_received'
  /** Where it was read from the archive. */
  archive_id?: string
  replace?: Part<'id'>
  reply?: Part<'id' | 'to'>
  oob?: Part<'url' | 'desc'>
  origin_id?: Part<'id'>
  stanza_id?: Part<'id' | 'by'>
  displayed?: Part<'id'>
  received?: Part<'id'>
  reactions?: { id: string; values: string[] }
  geoloc?: { lat: number; lon: number }
  spoiler?: Part<'hint'>
  markable?: Part
  fallback?: Part
  store?: Part
}

export interface SlixmppClient {
  readonly fullJid: string
  readonly messages: readonly ReadMessage[]
  readonly presences: readonly Tree[]
  /** The first message for which it holds, now or later. */
  message(holds: (message: ReadMessage) => boolean, what?: string): Promise<ReadMessage>
  /** Sends a message of parts, each by slixmpp's name for it. @returns its id */
  say(parts: { to: string; type?: string } & Record<string, unknown>): Promise<string>
  /** Sends text as it is. */
  raw(xml: string): Promise<void>
  /** Asks and gets the answer; an error is thrown. */
  ask(kind: 'get' | 'set', to: string, payload: string): Promise<Tree>
  /** Calls a method of a plugin. */
  call(plugin: string, method: string, args: Record<string, unknown>): Promise<unknown>
  /** Holds a picture ready (XEP-0231). @returns its cid, without the scheme */
  hold(data: Uint8Array, mediaType: string): Promise<string>
  /** What the archive of the account has of somebody, oldest first. */
  archive(whom: string): Promise<ReadMessage[]>
  stop(): Promise<void>
}

export interface Slixmpp {
  /** Signs an account in, there for others. @param interests nodes of whose changes it wants to hear */
  client(server: TestServer, local: string, interests?: readonly string[]): Promise<SlixmppClient>
  stop(): Promise<void>
}

interface Answer {
  id: number
  result?: unknown
  error?: string
}

interface Heard {
  client: string
  kind: 'message' | 'presence' | 'iq'
  value: unknown
}

/** The elements that a path of names leads to. */
export function select(tree: Tree, ...names: string[]): Tree[] {
  const [name, ...rest] = names
  if (name === undefined) return [tree]
  return tree.children.filter(child => child.name === name).flatMap(child => select(child, ...rest))
}

type Ask = (client: string, command: string, more: Record<string, unknown>) => Promise<unknown>

function clientOf(ask: Ask, name: string, fullJid: string, heard: readonly Heard[]): SlixmppClient {
  const of = (kind: Heard['kind']) => heard.flatMap(each => (each.client === name && each.kind === kind ? [each.value] : []))
  const run = (command: string, ...args: unknown[]) => ask(name, command, { with: args })
  const messages = () => of('message') as ReadMessage[]
  return {
    fullJid,
    get messages() {
      return messages()
    },
    get presences() {
      return of('presence').map(value => (value as { tree: Tree }).tree)
    },
    message: async (holds, what = 'a message') => {
      await waitFor(() => messages().some(holds), { what: `${what} at ${fullJid}` })
      return messages().find(holds) as ReadMessage
    },
    say: async parts => (await run('say', parts)) as string,
    raw: async xml => void (await ask(name, 'raw', { xml })),
    ask: async (kind, to, payload) => (await run('ask', kind, to, payload)) as Tree,
    call: (plugin, method, args) => run('call', plugin, method, args),
    hold: async (data, mediaType) => (await run('hold', Buffer.from(data).toString('hex'), mediaType)) as string,
    archive: async whom => (await run('archive', whom)) as ReadMessage[],
    stop: async () => void (await ask(name, 'sign_out', {})),
  }
}

/** Starts it; it ends with `stop`, and with this process in any case. */
export async function startSlixmpp(): Promise<Slixmpp> {
  const dir = mkdtempSync(path.join(tmpdir(), 'kith-slixmpp-'))
  const socketPath = path.join(dir, 'socket')
  const heard: Heard[] = []
  const waiting = new Map<number, (answer: Answer) => void>()
  let link: Socket | undefined
  const server = createServer(socket => {
    link = socket
    createInterface({ input: socket }).on('line', text => {
      const line = JSON.parse(text) as Answer | Heard
      if ('client' in line) heard.push(line)
      else waiting.get(line.id)?.(line)
    })
  })
  await new Promise<void>(resolve => server.listen(socketPath, resolve))
  let output = ''
  // Debian's Python, whatever else is installed.
  const env = { PATH: '/usr/bin:/bin', HOME: dir, LANG: 'C.UTF-8', PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' }
  const script = path.join(import.meta.dirname, 'slixmpp-client.py')
  const child = await guardedChild({
    command: '/usr/bin/python3',
    args: [script, socketPath],
    env,
    dir,
    keep: false,
    onOutput: text => (output = (output + text).slice(-20_000)),
  })
  await waitFor(() => link !== undefined || !isRunning(child), { what: 'slixmpp', timeoutMs: 60_000 })
  let [asked, clients] = [0, 0]
  const ask: Ask = (client, command, more) => {
    asked += 1
    const id = asked
    return new Promise((resolve, reject) => {
      if (!link || !isRunning(child)) return reject(new Error(`slixmpp is not there:\n${output}`))
      waiting.set(id, ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(`${command}: ${error}\n${output}`))))
      link.write(`${JSON.stringify({ id, client, do: command, ...more })}\n`)
    })
  }
  return {
    client: async ({ tcpPort, domain }, local, interests = []) => {
      clients += 1
      const name = `${local}-${clients}`
      const account = { jid: `${local}@${domain}/slixmpp-${clients}`, password: `secret of ${local}`, port: tcpPort, interests }
      return clientOf(ask, name, (await ask(name, 'sign_in', account)) as string, heard)
    },
    stop: async () => {
      await endChild(child)
      link?.destroy()
      server.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
