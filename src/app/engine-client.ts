import workerUrl from '#engine/worker.ts?worker&url'
import type { WorkerCommand, WorkerReport } from '#bridge/contract.ts'
import { trustedScriptUrl } from './trusted-types.ts'

export interface EngineClient {
  send: (command: WorkerCommand) => void
}

/** Starts this tab's worker and tells it what only a page knows: whether there is a network. */
export function startEngine(onReport: (report: WorkerReport) => void): EngineClient {
  const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'kith-engine' })
  const send = (command: WorkerCommand): void => worker.postMessage(command)
  worker.addEventListener('message', (event: MessageEvent<WorkerReport>) => onReport(event.data))
  worker.addEventListener('error', event =>
    onReport({ type: 'crashed', failure: { kind: 'rejected', message: event.message, condition: null } }),
  )
  send({ type: 'network', online: navigator.onLine })
  addEventListener('online', () => send({ type: 'network', online: true }))
  addEventListener('offline', () => send({ type: 'network', online: false }))
  return { send }
}
