/**
 * Libervia, a client that shares nothing with Kith (Python, Twisted): Debian's backend on a bus of its own. What it does is asked for by
 * its command line, what it sees is read from the bus, as the command line does, without a second of Python for each look.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readElement } from '#engine/session/xml-reader.ts'
import type { NodeAddress } from '#model/keys.ts'
import type { Element } from '#protocol/xml.ts'
import { endChild, guardedChild, type GuardedChild, isRunning } from '../servers/guarded-child.ts'
import type { TestServer } from '../servers/test-server.ts'
import { waitFor } from './wait-for.ts'

/** A post as Libervia understood it; the names are its own. */
export interface MicroblogItem {
  id: string
  title?: string
  content?: string
  content_xhtml?: string
  author?: string
  author_jid?: string
  author_jid_verified?: boolean
  published: number
  updated: number
  tags: string[]
  comments: { uri: string; service: string; node: string }[]
  extra: { repeated?: { by: string; uri: string } }
}

export interface LiberviaAccount {
  /** `libervia-cli` as this account. Rejects with what it complained about. */
  cli(args: readonly string[], input?: string): Promise<string>
  /** The posts of a node as its blog shows them, newest first. */
  blog(place: NodeAddress): Promise<MicroblogItem[]>
  /** The items of a node as they came over the wire; all of them, or one. */
  items(place: NodeAddress, itemId?: string): Promise<Element[]>
}

export interface Libervia {
  /** Signs an account in. */
  account(server: TestServer, local: string): Promise<LiberviaAccount>
  stop(): Promise<void>
}

/** No service folders: nothing is started because somebody asks for it. */
const busConfig = (address: string): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>${address}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
`

/** What the command line says whatever one asks. */
const CHATTER = /^(?:ProgressBar not available.*|Progress bar deactivated|--|Missing module for plugin .*|)$/

const BRIDGE = ['--session', '--print-reply=literal', '--dest=org.libervia.Libervia', '/org/libervia/Libervia/bridge']

function run(env: NodeJS.ProcessEnv, command: string, args: readonly string[], input: string | null = null): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'pipe'], timeout: 30_000 })
    let [output, complaints] = ['', '']
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text))
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) return resolve(output)
      const said = `${complaints}\n${output}`.split('\n').filter(line => !CHATTER.test(line.trim()))
      reject(new Error(`${path.basename(command)} ${args.join(' ')}: ${said.join('\n')}`))
    })
    child.stdin?.end(input)
  })
}

function account(env: NodeJS.ProcessEnv, profile: string): LiberviaAccount {
  const read = async (method: string, { service, node }: NodeAddress, more: string[]): Promise<string> => {
    const args = [`string:${service}`, `string:${node}`, 'int32:50', ...more, 'string:{"use_cache": false}', `string:${profile}`]
    return await run(env, '/usr/bin/dbus-send', [...BRIDGE, `org.libervia.Libervia.plugin.${method}`, ...args])
  }
  return {
    cli: (args, input) => run(env, '/usr/bin/libervia-cli', [...args, '-p', profile], input),
    blog: async place => (JSON.parse(await read('mbGet', place, ['array:string:'])) as { items: MicroblogItem[] }).items,
    items: async (place, itemId = '') => {
      const answer = JSON.parse(await read('psItemsGet', place, [`array:string:${itemId}`, 'string:'])) as { items: string[] }
      return answer.items.map(readElement)
    },
  }
}

/** Starts the backend; it ends with `stop`, and with this process in any case. */
export async function startLibervia(): Promise<Libervia> {
  const dir = mkdtempSync(path.join(tmpdir(), 'kith-libervia-'))
  const socket = path.join(dir, 'bus')
  const config = path.join(dir, 'bus.conf')
  writeFileSync(config, busConfig(`unix:path=${socket}`))
  let output = ''
  // Debian's Python, whatever else is installed; a home of its own, so that nobody's settings are read or written.
  const env = { PATH: '/usr/bin:/bin', HOME: dir, LANG: 'C.UTF-8', PYTHONUNBUFFERED: '1', DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` }
  const children: GuardedChild[] = []
  const start = async (command: string, args: string[], isReady: () => boolean): Promise<void> => {
    const child = await guardedChild({ command, args, env, dir, keep: false, onOutput: text => (output = (output + text).slice(-20_000)) })
    children.unshift(child)
    await waitFor(() => isReady() || !isRunning(child), { what: command, timeoutMs: 60_000 })
    if (!isReady()) throw new Error(`${command} did not start:\n${output}`)
  }
  const stop = async (): Promise<void> => {
    for (const child of children) await endChild(child)
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    await start('/usr/bin/dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile'], () => existsSync(socket))
    await start('/usr/bin/libervia-backend', ['fg'], () => output.includes('Backend is ready'))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    stop,
    account: async (server, local) => {
      const profile = `${local}-${server.name}`
      const whom = [profile, '-p', '', '-j', `${local}@${server.domain}`, '-x', `secret of ${local}`]
      await run(env, '/usr/bin/libervia-cli', ['profile', 'create', ...whom])
      const parameters = { 'Force server': '127.0.0.1', 'Force port': String(server.tcpPort), check_certificate: 'false' }
      for (const [name, value] of Object.entries(parameters)) {
        const args = [`string:${name}`, `string:${value}`, 'string:Connection', 'int32:-1', `string:${profile}`]
        await run(env, '/usr/bin/dbus-send', [...BRIDGE, 'org.libervia.Libervia.core.setParam', ...args])
      }
      const signedIn = account(env, profile)
      await signedIn.cli(['profile', 'connect', '-c'])
      return signedIn
    },
  }
}
