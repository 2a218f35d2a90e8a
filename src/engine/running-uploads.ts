import { KithError } from '#shared/errors.ts'
import type { EngineContext } from './context.ts'

const running = new WeakMap<EngineContext, Map<string, AbortController>>()

function of(context: EngineContext): Map<string, AbortController> {
  const known = running.get(context) ?? new Map<string, AbortController>()
  running.set(context, known)
  return known
}

/**
 * Runs what sends the files of a post or a message; what stops it becomes its error.
 * @param key of what they belong to
 */
export async function whileUploading<Result>(
  context: EngineContext,
  key: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController()
  of(context).set(key, stop)
  try {
    const result = await work(stop.signal)
    return result
  } finally {
    of(context).delete(key)
  }
}

/** Somebody thought better of it. @returns whether anything was on its way */
export function cancelUpload(context: EngineContext, key: string): boolean {
  const found = of(context).get(key)
  found?.abort(new KithError('rejected', 'stopped by hand', { condition: 'upload-cancelled' }))
  return found !== undefined
}

/** The engine goes: what was on its way starts again with the next one. */
export function stopUploads(context: EngineContext): void {
  for (const stop of of(context).values()) stop.abort(new KithError('offline', 'the engine stopped'))
}
