import { Dexie, type ObservabilitySet } from 'dexie'
import type { PostKey } from '#model/keys.ts'
import { docOfComment, docOfMessage, docOfPost, type SearchDoc, type SearchKind } from '#model/search-doc.ts'
import { docsIn, ROOM, roomIn, segmentOf } from '#model/search-segment.ts'
import type { AccountDb, Setting } from './schema.ts'

/** Raised when what is kept of a text changes: the index is then written anew. */
const INDEX_VERSION = 1
const STATE = 'search-index'
/** Rows read and written at a time. Few enough for a slice of a few milliseconds, in which nobody else can write. */
const SLICE = 100

/** A row of the index is not what was written: it has to be written anew. */
export class DamagedIndex extends Error {}

/** How far what was there before the index has been read. */
export interface SearchIndexState {
  version: number
  /** Which of the walks is under way; past the last one everything is in. */
  walk: number
  /** Where the walk goes on: what lies from here on was read. Null at its beginning. */
  at: unknown
  done: number
  total: number
}

/** Newest first where there is an index for it, so that what is likeliest to be looked for is found first. */
const WALKS: readonly { kind: SearchKind; read: (db: AccountDb, at: unknown) => Promise<{ keys: string[]; at: unknown }> }[] = [
  { kind: 'message', read: (db, at) => keysDown(db.messages.where('order').belowOrEqual(at ?? Infinity)) },
  { kind: 'post', read: (db, at) => keysDown(db.posts.where('[inFeed+sortAt]').between([1, 0], at ?? [1, Dexie.maxKey], true, true)) },
  { kind: 'post', read: (db, at) => keysDown(db.posts.where('[inFeed+sortAt]').between([0, 0], at ?? [0, Dexie.maxKey], true, true)) },
  { kind: 'comment', read: (db, at) => keysDown(db.comments.where(':id').belowOrEqual(at ?? Dexie.maxKey)) },
]

async function keysDown(range: {
  reverse(): { limit(n: number): { eachKey(each: (key: unknown, cursor: { primaryKey: string }) => void): Promise<void> } }
}): Promise<{ keys: string[]; at: unknown }> {
  const keys: string[] = []
  let last: unknown = null
  await range
    .reverse()
    .limit(SLICE)
    .eachKey((key, { primaryKey }) => {
      keys.push(primaryKey)
      last = key
    })
  return { keys, at: last }
}

/** Undefined before the first one was begun. */
export async function searchIndexState(db: AccountDb): Promise<SearchIndexState | undefined> {
  return ((await db.settings.get(STATE)) as Setting<SearchIndexState> | undefined)?.value
}

/** Another value after each change to the index, for a live query. */
export async function searchIndexRevision(db: AccountDb): Promise<number> {
  await db.searchSegments.limit(1).primaryKeys()
  return performance.now()
}

export function isIndexed({ version, walk }: SearchIndexState): boolean {
  return version === INDEX_VERSION && walk >= WALKS.length
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const saveState = (db: AccountDb, value: SearchIndexState): Promise<unknown> => db.settings.put({ key: STATE, value })

/** Forgets the index; it is written anew from the beginning. */
async function beginAnew(db: AccountDb): Promise<void> {
  const [posts, comments, messages] = await Promise.all([db.posts.count(), db.comments.count(), db.messages.count()])
  await db.transaction('rw', [db.searchSegments, db.searchEntries, db.searchQueue, db.settings], async () => {
    await Promise.all([db.searchSegments.clear(), db.searchEntries.clear(), db.searchQueue.clear()])
    await saveState(db, { version: INDEX_VERSION, walk: 0, at: null, done: 0, total: posts + comments + messages })
  })
}

/** Says that the index is of no use as it is. Whoever keeps it writes it anew. */
export async function disownSearchIndex(db: AccountDb): Promise<void> {
  await db.settings.delete(STATE)
}

/** Whether every segment is what was written and says as much as the entries do; one segment at a time. */
export async function isSearchIndexWhole(db: AccountDb): Promise<boolean> {
  let docs = 0
  for (const id of (await db.searchSegments.toCollection().primaryKeys()) as number[]) {
    const segment = await db.searchSegments.get(id)
    const inside = segment && docsIn(segment)
    if (segment && !inside) return false
    docs += inside?.length ?? 0
  }
  return docs === (await db.searchEntries.count())
}

/**
 * One slice of what there is to do: changes first, then what was there before the index.
 * @returns whether there may be more
 */
export async function indexSlice(db: AccountDb): Promise<boolean> {
  const state = await searchIndexState(db)
  if (state?.version !== INDEX_VERSION) {
    await beginAnew(db)
    return true
  }
  if (await indexChanges(db)) return true
  if (isIndexed(state)) return false
  await indexOlder(db, state)
  return true
}

async function indexChanges(db: AccountDb): Promise<boolean> {
  const ids: number[] = []
  const changed: Record<SearchKind, Set<string>> = { post: new Set(), comment: new Set(), message: new Set() }
  let count = 0
  for (const { id, kind, keys } of await db.searchQueue.limit(SLICE).toArray()) {
    if (id === undefined || count >= SLICE) break
    ids.push(id)
    count += keys.length
    for (const key of keys) changed[kind].add(key)
  }
  if (ids.length === 0) return false
  const read = await Promise.all(
    (Object.keys(changed) as SearchKind[]).map(async kind => ({ kind, docs: await docsOf(db, kind, [...changed[kind]]) })),
  )
  await db.transaction('rw', [db.searchSegments, db.searchEntries, db.searchQueue], async () => {
    for (const { kind, docs } of read) await replaceDocs(db, kind, docs)
    // What changed again since it was read stands in the queue once more.
    await db.searchQueue.bulkDelete(ids)
  })
  return true
}

async function indexOlder(db: AccountDb, state: SearchIndexState): Promise<void> {
  const walk = WALKS[state.walk]
  if (!walk) return
  const { keys, at } = await walk.read(db, state.at)
  const docs = await docsOf(db, walk.kind, keys)
  // More at one place than are read at a time: there is no way past them. It takes 100 messages of one order.
  const isOver = keys.length < SLICE || isSame(at, state.at)
  await db.transaction('rw', [db.searchSegments, db.searchEntries, db.settings], async () => {
    // Begun anew meanwhile: what was read belongs to the one before.
    if (!isSame((await searchIndexState(db))?.at, state.at)) return
    const done = Math.min(state.total, state.done + keys.length)
    await replaceDocs(db, walk.kind, docs)
    await saveState(db, isOver ? { ...state, walk: state.walk + 1, at: null, done } : { ...state, at, done })
  })
}

/** Null for what is gone or not to be found. */
async function docsOf(db: AccountDb, kind: SearchKind, keys: readonly string[]): Promise<Map<string, SearchDoc | undefined>> {
  if (keys.length === 0) return new Map()
  const docs = await readDocs(db, kind, keys)
  return new Map(keys.map((key, index) => [key, docs[index]] as const))
}

async function readDocs(db: AccountDb, kind: SearchKind, keys: readonly string[]): Promise<(SearchDoc | undefined)[]> {
  if (kind === 'message') return (await db.messages.bulkGet([...keys])).map(row => row && docOrNone(docOfMessage, row))
  const postKeys = keys as readonly PostKey[]
  if (kind === 'post') return (await db.posts.bulkGet([...postKeys])).map(row => row && docOrNone(docOfPost, row))
  return (await db.comments.bulkGet([...postKeys])).map(row => row && docOrNone(docOfComment, row))
}

function docOrNone<Row>(docOf: (row: Row) => SearchDoc | undefined, row: Row): SearchDoc | undefined {
  try {
    return docOf(row)
  } catch (error) {
    // A row that lacks a part, from whichever version: it is not found, and does not keep all others from being found.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const entryKey = (kind: SearchKind, key: string): string => `${kind}:${key}`

/** Puts in what is new, takes out what is gone, and leaves alone what says the same as before. Inside of a transaction. */
async function replaceDocs(db: AccountDb, kind: SearchKind, docs: ReadonlyMap<string, SearchDoc | undefined>): Promise<void> {
  if (docs.size === 0) return
  const keys = [...docs.keys()]
  const entries = await db.searchEntries.bulkGet(keys.map(key => entryKey(kind, key)))
  const placed = new Map<number, string[]>()
  const fresh: SearchDoc[] = []
  for (const [index, key] of keys.entries()) {
    const entry = entries[index]
    const doc = docs.get(key)
    if (entry) placed.set(entry.segment, [...(placed.get(entry.segment) ?? []), key])
    else if (doc) fresh.push(doc)
  }
  for (const [id, inIt] of placed) await rewriteSegment(db, kind, id, new Map(inIt.map(key => [key, docs.get(key)])))
  await append(db, kind, fresh)
}

async function rewriteSegment(
  db: AccountDb,
  kind: SearchKind,
  id: number,
  changed: ReadonlyMap<string, SearchDoc | undefined>,
): Promise<void> {
  const segment = await db.searchSegments.get(id)
  const before = segment && docsIn(segment)
  if (!before) throw new DamagedIndex()
  const after = before.flatMap(doc => (changed.has(doc.facts.key) ? (changed.get(doc.facts.key) ?? []) : doc))
  const gone = [...changed].flatMap(([key, doc]) => (doc ? [] : [entryKey(kind, key)]))
  await db.searchEntries.bulkDelete(gone)
  if (after.length === 0) return db.searchSegments.delete(id)
  const next = segmentOf(kind, after)
  if (next.words !== segment.words || next.facts !== segment.facts) await db.searchSegments.put({ ...next, id })
  return undefined
}

/** To the segment that was begun last, as far as there is room, then to further ones. */
async function append(db: AccountDb, kind: SearchKind, fresh: readonly SearchDoc[]): Promise<void> {
  for (let rest = fresh; rest.length > 0;) {
    const { id, docs, room } = await openSegment(db, kind)
    const added = rest.slice(0, room)
    rest = rest.slice(room)
    const segment = segmentOf(kind, [...docs, ...added])
    const place = await db.searchSegments.put(id === undefined ? segment : { ...segment, id })
    await db.searchEntries.bulkPut(added.map(({ facts }) => ({ key: entryKey(kind, facts.key), segment: place as number })))
  }
}

async function openSegment(db: AccountDb, kind: SearchKind): Promise<{ id: number | undefined; docs: SearchDoc[]; room: number }> {
  const newest = await db.searchSegments.where('kind').equals(kind).last()
  const room = newest ? roomIn(newest) : 0
  if (!newest || room === 0) return { id: undefined, docs: [], room: ROOM }
  const docs = docsIn(newest)
  if (!docs) throw new DamagedIndex()
  return { id: newest.id, docs, room }
}

const WATCHED = ['posts', 'comments', 'messages', 'settings']

/** Calls whenever there may be something to index, or the index was disowned: whoever wrote it, in whichever tab. */
export function watchForSearch(db: AccountDb, onWork: () => void): () => void {
  const tables = WATCHED.map(table => `idb://${db.name}/${table}/`)
  const onMutated = (parts: ObservabilitySet): void => {
    if (Object.keys(parts).some(part => tables.some(table => part.startsWith(table)))) onWork()
  }
  Dexie.on.storagemutated.subscribe(onMutated)
  return () => Dexie.on.storagemutated.unsubscribe(onMutated)
}
