import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { WebSocket } from 'ws'
import { registerAccount } from './register-account.ts'

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

const children = new Set<ChildProcess>()
process.on('exit', () => children.forEach(child => child.kill('SIGKILL')))

/** Starts the process and waits until its WebSocket answers; restarts and stops it. */
export function childServer(plan: ChildPlan) {
  let child: ChildProcess | undefined
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
      socket.once('message', data => settle(String(data).includes('<open')))
      socket.once('error', () => settle(false))
    })

  const start = async (): Promise<void> => {
    if (owner) chownAll(plan.dir, owner)
    output = ''
    const started = spawn(plan.command, plan.args, {
      cwd: plan.dir,
      env: { ...process.env, ...plan.env, HOME: plan.dir },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...owner,
    })
    child = started
    children.add(started)
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (data: Buffer) => (output = (output + data.toString()).slice(-20_000)))
    started.once('exit', () => children.delete(started))
    const deadline = Date.now() + 60_000
    while (!(await answers())) {
      if (started.exitCode !== null || Date.now() > deadline) throw new Error(`${plan.command} did not start:\n${output}`)
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const exited = new Promise(resolve => ending.once('exit', resolve))
    ending.kill(signal)
    ending.kill('SIGCONT')
    const timer = setTimeout(() => ending.kill('SIGKILL'), 8000)
    await exited
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
    kill: (signal: NodeJS.Signals) => void child?.kill(signal),
    log: () => output,
  }
}
