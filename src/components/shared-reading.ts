import type { AccountDb } from '#storage/schema.ts'

/** What many components of a screen want to know, read once. Made for useSyncExternalStore. */
export interface SharedReading<Value> {
  subscribe: (onChange: () => void) => () => void
  /** Undefined until it is read; as it was last known while nobody wants to know. */
  current: () => Value | undefined
}

/**
 * One reading for all components of an account: with a live query for each, every one of them would take down every change
 * (src/README.md).
 * @param watch tells what is so, and again whenever that changes; gives back what ends it
 */
export function sharedReading<Value>(watch: (db: AccountDb, tell: (value: Value) => void) => () => void) {
  const readings = new WeakMap<AccountDb, SharedReading<Value>>()
  return (db: AccountDb): SharedReading<Value> => {
    const known = readings.get(db)
    if (known) return known
    const listeners = new Set<() => void>()
    let value: Value | undefined
    let stop: (() => void) | undefined
    const tell = (now: Value): void => {
      value = now
      for (const listener of listeners) listener()
    }
    const reading: SharedReading<Value> = {
      subscribe(onChange) {
        listeners.add(onChange)
        stop ??= watch(db, tell)
        return () => {
          listeners.delete(onChange)
          if (listeners.size > 0) return
          stop?.()
          stop = undefined
        }
      },
      current: () => value,
    }
    readings.set(db, reading)
    return reading
  }
}
