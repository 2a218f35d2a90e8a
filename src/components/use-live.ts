import { type Failure, toFailure } from '#shared/errors.ts'
import { useLiveQuery } from './use-live-query.ts'

/** The three states of something read from the database; empty is a kind of data. */
export type Live<Data> = { state: 'loading' } | { state: 'error'; failure: Failure } | { state: 'data'; data: Data }

const LOADING = { state: 'loading' } as const

/**
 * A live query whose failure is something to show instead of something that takes the page down.
 * @param read touches nothing but the database
 * @param deps what it depends on; an earlier answer stays until the next one is there
 * @param ahead what it gave a moment ago, to begin with
 */
export function useLive<Data>(read: () => Promise<Data>, deps: readonly unknown[], ahead?: Data): Live<Data> {
  return useLiveQuery<Live<Data>, Live<Data>>(
    async () => {
      try {
        return { state: 'data', data: await read() }
      } catch (error) {
        return { state: 'error', failure: toFailure(error) }
      }
    },
    [...deps],
    ahead === undefined ? LOADING : { state: 'data', data: ahead },
  )
}
