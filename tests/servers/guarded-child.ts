import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'

export interface GuardedPlan {
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  /** The working folder. */
  dir: string
  /** Whether the folder stays when the life line breaks. */
  keep: boolean
  owner?: { uid: number; gid: number } | undefined
  onOutput: (text: string) => void
}

export interface GuardedChild {
  guard: ChildProcess
  /** Of the command itself, so that it can be frozen without its guard. */
  pid: number
  exited: Promise<void>
}

/** Given as text: the user the command runs as may not be able to read where this lies. */
const GUARD = readFileSync(path.join(import.meta.dirname, 'guard.sh'), 'utf8')

async function firstLine(stream: Readable): Promise<string> {
  for await (const data of stream) return String(data)
  return ''
}

/** Starts a command that never outlives this process, however this process ends (guard.sh). */
export async function guardedChild({ command, args, env, dir, keep, owner, onOutput }: GuardedPlan): Promise<GuardedChild> {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', keep ? '' : dir, command, ...args], {
    cwd: dir,
    env,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C is for the run, which then stops the command in order.
    detached: true,
    ...owner,
  })
  for (const stream of [guard.stdout, guard.stderr]) stream?.on('data', (data: Buffer) => onOutput(data.toString()))
  const exited = new Promise<void>(resolve => guard.once('exit', () => resolve()))
  const pid = Number(await firstLine(guard.stdio[3] as Readable))
  return { guard, pid, exited }
}

export function isRunning({ guard }: GuardedChild): boolean {
  return guard.exitCode === null && guard.signalCode === null
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    // Gone between the look and the signal: what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Ends it, at the latest after eight seconds. */
export async function endChild(child: GuardedChild | undefined, name: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (!child || !isRunning(child)) return
  signal(child.pid, name)
  signal(child.pid, 'SIGCONT')
  const timer = setTimeout(() => signal(child.pid, 'SIGKILL'), 8000)
  await child.exited
  clearTimeout(timer)
}
