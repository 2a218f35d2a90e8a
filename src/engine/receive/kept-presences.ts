import type { PresenceShow } from '#bridge/contract.ts'
import { toFailure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { EngineContext } from '../context.ts'

/** Who is there, resource by resource. */
export type Resources = Map<BareJid, Map<string, PresenceShow>>

const KEY = 'presences'
const DEBOUNCE_MS = 1_000

export interface KeptPresences {
  /** What the engine before us knew. */
  load(): Promise<Resources>
  /** Something changed: kept within a second. */
  touch(): void
  /** Keeps what is the case now; there will be no other time. */
  saveLast(): Promise<void>
}

/**
 * A server sends presence once in a session, and a session outlives its tab: the one that resumes it (XEP-0198) would take everybody
 * for gone. So what is known is kept beside the session, and is worth nothing without it.
 */
export function keepPresences({ db, note }: Pick<EngineContext, 'db' | 'note'>, resources: Resources): KeptPresences {
  let timer: ReturnType<typeof setTimeout> | undefined
  const save = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    try {
      await db.settings.put({ key: KEY, value: [...resources].filter(([, known]) => known.size > 0) })
    } catch (error) {
      note('presences not kept', { reason: toFailure(error).message })
    }
  }
  return {
    load: async () => new Map(((await db.settings.get(KEY))?.value as [BareJid, Map<string, PresenceShow>][] | undefined) ?? []),
    touch: () => void (timer ??= setTimeout(() => void save(), DEBOUNCE_MS)),
    saveLast: save,
  }
}
