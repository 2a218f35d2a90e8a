import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { WebSocket } from 'ws'
import { endChild, guardedChild, type GuardedChild, isRunning, signal } from './guarded-child.ts'
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

/** Starts the process and waits until its WebSocket answers; restarts and stops it. */
export function childServer(plan: ChildPlan) {
  let running: GuardedChild | undefined
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

  const launch = (): Promise<GuardedChild> =>
    guardedChild({
      ...plan,
      env: { ...process.env, ...plan.env, HOME: plan.dir },
      owner,
      onOutput: text => (output = (output + text).slice(-20_000)),
    })

  const start = async (): Promise<void> => {
    if (owner) chownAll(plan.dir, owner)
    output = ''
    const started = await launch()
    running = started
    const deadline = Date.now() + 60_000
    while (!(await answers())) {
      if (!isRunning(started)) throw new Error(`${plan.command} did not start:\n${output}`)
      if (Date.now() > deadline) {
        await endChild(started, 'SIGKILL')
        throw new Error(`${plan.command} does not answer at ${plan.websocketUrl}:\n${output}`)
      }
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }

  return {
    start,
    register: (local: string, password: string) => registerAccount(plan.websocketUrl, plan.domain, local, password),
    stop: async () => {
      await endChild(running)
      if (!plan.keep && existsSync(plan.dir)) rmSync(plan.dir, { recursive: true, force: true })
    },
    restart: async () => {
      await endChild(running)
      await start()
    },
    kill: (name: NodeJS.Signals) => {
      if (running && isRunning(running)) signal(running.pid, name)
    },
    log: () => output,
  }
}
