import { toFailure } from '#shared/errors.ts'
import type { EngineContext } from './context.ts'

/** Work that nobody waits for. What goes wrong in it is noted: there is nobody to tell, and the engine may have stopped meanwhile. */
export function inBackground(context: EngineContext, work: Promise<unknown>, ifFailed: string): void {
  work.catch((error: unknown) => {
    const { message, condition } = toFailure(error)
    context.note(ifFailed, { reason: message, condition })
  })
}
