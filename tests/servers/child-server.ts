import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { WebSocket } from 'ws'
import { registerAccount } from './register-account.ts'
import { frameText } from '../support/frame-text.ts'

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.listen(0, '127.0.0.1', resolve).once('error', reject))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

/** A temporary folder for a server, or the given one. */
export function serverFolder(name: string, dir: string | undefined): string {
  if (dir) mkdirSync(dir, { recursive: true })
  return dir ?? mkdtempSync(path.join(tmpdir(), `kith-${name}-`))
}

interface Owner {
  uid: number
  gid: number
}

/** Both servers refuse to run as root, so as root they get the user their package made. */
function ownerFor(user: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function chownAll(dir: string, owner: Owner): void {
  chownSync(dir, owner.uid, owner.gid)
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const full = path.join(dir, entry.name)
    if (entry.isDirectory()) chownAll(full, owner)
    else chownSync(full, owner.uid, owner.gid)
  }
}

export interface ChildPlan {
  command: string
  args: string[]
  env: Record<string, string>
  user: string
  dir: string
  keep: boolean
  websocketUrl: string
  domain: string
}

/** Given as text: the user the server runs as may not be able to read where this lies. */
const GUARD = readFileSync(path.join(import.meta.dirname, 'guard.sh'), 'utf8')

interface Running {
  guard: ChildProcess
  /** Of the server itself, so that it can be frozen without its guard. */
  pid: number
  exited: Promise<void>
}

function isRunning({ guard }: Running): boolean {
  return guard.exitCode === null && guard.signalCode === null
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    // Gone between the look and the signal: what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function firstLine(stream: Readable): Promise<string> {
  for await (const data of stream) return String(data)
  return ''
}

/** Starts the process and waits until its WebSocket answers; restarts and stops it. */
export function childServer(plan: ChildPlan) {
  let running: Running | undefined
  let output = ''
  const owner = ownerFor(plan.user)

  const answers = (): Promise<boolean> =>
    new Promise(resolve => {
      const socket = new WebSocket(plan.websocketUrl, ['xmpp'])
      const settle = (ok: boolean): void => {
        socket.terminate()
        resolve(ok)
      }
      socket.once('open', () => socket.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${plan.domain}' version='1.0'/>`))
      socket.once('message', data => settle(frameText(data).includes('<open')))
      socket.once('error', () => settle(false))
    })

  const launch = async (): Promise<Running> => {
    const child = spawn('/bin/sh', ['-c', GUARD, 'guard', plan.keep ? '' : plan.dir, plan.command, ...plan.args], {
      cwd: plan.dir,
      env: { ...process.env, ...plan.env, HOME: plan.dir },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C is for the run, which then stops the server in order.
      detached: true,
      ...owner,
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => (output = (output + data.toString()).slice(-20_000)))
    const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
    const pid = Number(await firstLine(child.stdio[3] as Readable))
    return { guard: child, pid, exited }
  }

  const start = async (): Promise<void> => {
    if (owner) chownAll(plan.dir, owner)
    output = ''
    const started = await launch()
    running = started
    const deadline = Date.now() + 60_000
    while (!(await answers())) {
      if (!isRunning(started)) throw new Error(`${plan.command} did not start:\n${output}`)
      if (Date.now() > deadline) {
        await end('SIGKILL')
        throw new Error(`${plan.command} does not answer at ${plan.websocketUrl}:\n${output}`)
      }
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }

  const end = async (name: NodeJS.Signals): Promise<void> => {
    const ending = running
    if (!ending || !isRunning(ending)) return
    signal(ending.pid, name)
    signal(ending.pid, 'SIGCONT')
    const timer = setTimeout(() => signal(ending.pid, 'SIGKILL'), 8000)
    await ending.exited
    clearTimeout(timer)
  }

  return {
    start,
    register: (local: string, password: string) => registerAccount(plan.websocketUrl, plan.domain, local, password),
    stop: async () => {
      await end('SIGTERM')
      if (!plan.keep && existsSync(plan.dir)) rmSync(plan.dir, { recursive: true, force: true })
    },
    restart: async () => {
      await end('SIGTERM')
      await start()
    },
    kill: (name: NodeJS.Signals) => {
      if (running && isRunning(running)) signal(running.pid, name)
    },
    log: () => output,
  }
}
