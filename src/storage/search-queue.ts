import type { DBCore, DBCoreMutateRequest, DBCoreTable, Middleware } from 'dexie'
import type { SearchKind } from '#model/search-doc.ts'

/** Rows of one kind that changed and are to be read by the search index. Gone once they were. */
export interface SearchQueueRow {
  id?: number
  kind: SearchKind
  keys: string[]
}

const KINDS: Readonly<Record<string, SearchKind>> = { posts: 'post', comments: 'comment', messages: 'message' }
const QUEUE = 'searchQueue'
/** Of one row, so that it can be worked off in a slice. */
const MOST_KEYS = 100

/**
 * Whatever changes a post, comment or message, here or in the page, notes its key in the same transaction: what was stored and not
 * yet indexed is known after a crash as well. It stands below Dexie's own layers, so that nobody who writes has to think of it.
 */
export const searchQueue: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'search-queue',
  level: 1,
  create: down => ({
    ...down,
    transaction: (stores, mode, options) => {
      const isConcerned = mode === 'readwrite' && stores.some(store => Object.hasOwn(KINDS, store)) && !stores.includes(QUEUE)
      return down.transaction(isConcerned ? [...stores, QUEUE] : stores, mode, options)
    },
    table: name => {
      const table = down.table(name)
      const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
      return kind ? watched(down, table, kind) : table
    },
  }),
}

/** Without `await`: between two steps nothing may come that a transaction does not wait for. */
function watched(down: DBCore, table: DBCoreTable, kind: SearchKind): DBCoreTable {
  const note = (trans: DBCoreMutateRequest['trans'], keys: string[]) => {
    const values: Omit<SearchQueueRow, 'id'>[] = []
    for (let from = 0; from < keys.length; from += MOST_KEYS) values.push({ kind, keys: keys.slice(from, from + MOST_KEYS) })
    return down.table(QUEUE).mutate({ type: 'add', trans, values })
  }
  return {
    ...table,
    mutate: request => {
      // Before version 3 there was none; its upgrade may pass here before it is made.
      if (!down.schema.tables.some(({ name }) => name === QUEUE)) return table.mutate(request)
      if (request.type === 'deleteRange') {
        const { trans, range } = request
        return table
          .query({ trans, values: false, query: { index: table.schema.primaryKey, range } })
          .then(({ result }) => table.mutate(request).then(answer => note(trans, result as string[]).then(() => answer)))
      }
      const keys = keysOf(table, request)
      return table.mutate(request).then(answer => (keys.length === 0 ? answer : note(request.trans, keys).then(() => answer)))
    },
  }
}

function keysOf({ schema }: DBCoreTable, request: Exclude<DBCoreMutateRequest, { type: 'deleteRange' }>): string[] {
  if (request.type === 'delete') return request.keys as string[]
  return (request.keys ?? request.values.map(value => schema.primaryKey.extractKey?.(value) as unknown)) as string[]
}
