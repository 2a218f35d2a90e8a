import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { rangeIn } from './drawn-rows.ts'
import type { Listeners, Opening, Place } from './reader-place.ts'
import { RowKeeper } from './row-keeper.ts'
import { scrollPortOf } from './scroll-port.ts'
import styles from './steady-list.module.css'

export interface SteadyListHandle {
  /** Leads the reader somewhere. */
  show: (where: Opening) => void
  /** What the reader looks at, as the first row that `counts`; undefined at the end that is followed. */
  place: (counts?: (key: string) => boolean) => Place | undefined
}

interface SteadyListProps<Item> {
  items: readonly Item[]
  /** One and the same function each time. */
  keyOf: (item: Item) => string
  /** How high a row is taken to be before it was drawn, in px. */
  usual: number
  /** Who is at this end stays there, whatever comes; anywhere else what is looked at stays. */
  follows?: 'start' | 'end'
  /** That end is the true one, not only as far as is loaded. */
  sticks?: boolean
  /** Read once. */
  startAt?: Opening
  onMove?: Listeners['move']
  onRest?: Listeners['rest']
  children: (item: Item, index: number) => ReactNode
  ref?: Ref<SteadyListHandle>
}

/**
 * A list of any length in whatever scrolls around it. Only what is near the reader is in the document, and what they look at does not
 * move when something changes around it: rows that come and go, grow and shrink, a window that is turned.
 */
export function SteadyList<Item>({
  items,
  keyOf,
  usual,
  follows = 'start',
  sticks = true,
  startAt = follows,
  onMove,
  onRest,
  children,
  ref,
}: SteadyListProps<Item>) {
  const keys = items.map(keyOf)
  const [keeper] = useState(() => new RowKeeper({ keys, usual, follows, startAt }))
  const told = useSyncExternalStore(keeper.subscribe, keeper.told)
  const { start, end } = rangeIn(told, keys)
  const list = useRef<HTMLDivElement>(null)
  const before = useRef<HTMLDivElement>(null)
  const after = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => ({ show: where => keeper.show(where), place: counts => keeper.place(counts) }), [keeper])
  useLayoutEffect(() => keeper.listen({ move: onMove, rest: onRest }), [keeper, onMove, onRest])
  useLayoutEffect(() => keeper.stick(sticks), [keeper, sticks])
  useLayoutEffect(() => {
    if (!list.current || !before.current || !after.current) return undefined
    return keeper.attach(list.current, before.current, after.current, scrollPortOf(list.current))
  }, [keeper])
  useLayoutEffect(() => keeper.update(keys, { start, end }), [keeper, keys, start, end])
  return (
    <div ref={list} className={styles.list}>
      <div ref={before} />
      {items.slice(start, end).map((item, offset) => (
        <SteadyRow key={keys[start + offset]} id={keys[start + offset] ?? ''} keeper={keeper}>
          {children(item, start + offset)}
        </SteadyRow>
      ))}
      <div ref={after} />
    </div>
  )
}

function SteadyRow({ keeper, id, children }: { keeper: RowKeeper; id: string; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => (row.current ? keeper.mount(id, row.current) : undefined), [keeper, id])
  return (
    <div ref={row} className={styles.row}>
      {children}
    </div>
  )
}
