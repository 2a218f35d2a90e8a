/**
 * A full disk for fake-indexeddb, as browsers have it: every request of a transaction succeeds, and then the transaction as a whole
 * aborts with QuotaExceededError. Reading and deleting go on.
 */
interface Insides {
  _start(): void
  _abort(name: string): void
  readonly _requests: readonly unknown[]
  readonly _state: string
}

export interface FullDisk {
  /** From now on what writes values of more than so many letters of JSON does not fit; 0: nothing does. */
  fill(above?: number): void
  free(): void
  /** Puts everything back. */
  remove(): void
  /** Transactions that were aborted. */
  readonly aborted: number
}

/** @param name of the database, or how it begins */
export function fullDisk(name: string): FullDisk {
  const store = IDBObjectStore.prototype
  const transaction = IDBTransaction.prototype as unknown as Insides
  const { put, add } = store
  const { _start: start } = transaction
  const doomed = new WeakSet<object>()
  let limit = Number.POSITIVE_INFINITY
  let aborted = 0

  const doom = ({ transaction: current }: IDBObjectStore, value: unknown): void => {
    if (current.db.name.startsWith(name) && (JSON.stringify(value) ?? '').length > limit) doomed.add(current)
  }
  store.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
    doom(this, args[0])
    return put.apply(this, args)
  }
  store.add = function (this: IDBObjectStore, ...args: Parameters<typeof add>) {
    doom(this, args[0])
    return add.apply(this, args)
  }
  transaction._start = function (this: Insides) {
    if (!doomed.has(this) || this._requests.length > 0 || this._state === 'finished') return start.call(this)
    aborted += 1
    return this._abort('QuotaExceededError')
  }
  return {
    fill: (above = 0) => (limit = above),
    free: () => (limit = Number.POSITIVE_INFINITY),
    remove: () => {
      Object.assign(store, { put, add })
      transaction._start = start
    },
    get aborted() {
      return aborted
    },
  }
}
