/** Things that happen around somebody who reads, one at a time and at random, and how far each moves what they look at. */
export const KINDS = ['new post', 'older posts', 'gap filled', 'edit', 'retraction', 'picture', 'folding', 'font size'] as const
export type Kind = (typeof KINDS)[number]

export interface Outcome {
  kind: Kind | 'window'
  /** The furthest that it was seen away from where it was, in any frame; null where it was out of the document. */
  moved: number | null
  /** Which card, for the message of a failure. */
  card: string
  /** Cards in the document, at most. */
  cards: number
}

export interface Displacement {
  /** Does one of these; undefined where there is nothing to do it to. */
  step: (kind: Kind) => Promise<Outcome | undefined>
  /** Looks on until `end` while something is done from outside. */
  begin: () => Promise<void>
  end: (width: number) => Promise<Outcome>
  /** The reader goes on. */
  scroll: () => Promise<void>
}

declare global {
  interface Window {
    displacement: Displacement
  }
}

interface Row {
  key: string
  [field: string]: unknown
}

interface Table {
  get: (key: string) => Promise<Row | undefined>
  bulkPut: (rows: readonly object[]) => Promise<unknown>
  update: (key: string, change: object) => Promise<unknown>
  delete: (key: unknown) => Promise<unknown>
  bulkDelete: (keys: readonly string[]) => Promise<unknown>
  add: (row: object) => Promise<unknown>
}

type Opened = { open: () => Promise<unknown>; table: (name: string) => Table }

interface World {
  /** Name of the account's database. */
  database: string
  /** A post as it is stored, to make others from. */
  model: Row
  /** A followed blog as it is stored. */
  node: Row
  pictures: string
  seed: number
  posts: number
}

/**
 * Runs in the page, self-contained. Rows are written by a second Dexie in the same database, as the engine's worker does: the page's
 * own live queries hear of it the same way.
 */
export async function installDisplacement({ database, model, node, pictures, seed, posts }: World): Promise<void> {
  const db = new (globalThis as unknown as { Dexie: new (name: string) => Opened }).Dexie(database)
  await db.open()
  let state = seed
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (count: number): number => Math.floor(random() * count)
  const oneOf = <Value>(values: readonly Value[]): Value | undefined => values[below(values.length)]

  const START = 1_600_000_000_000
  const MINUTE = 60_000
  let newest = START + posts * MINUTE
  let made = 0
  const prefix = model.key.slice(0, model.key.lastIndexOf('/') + 1)
  const keyOf = (itemId: string): string => `${prefix}${itemId}`
  const words = (count: number): string =>
    Array.from({ length: count }, (_, at) => ['swallow', 'kettle', 'of', 'harbours'][(at * 7) % 4]).join(' ')
  const sortAts = new Map<string, number>()
  const makePost = (sortAt: number): Row => {
    made += 1
    const itemId = `p${made}`
    const key = keyOf(itemId)
    const shape = below(10)
    const picture = {
      url: `${pictures}/${made}.png`,
      mediaType: 'image/png',
      title: '',
      bytes: null,
      width: null,
      height: null,
      alt: 'A hill',
    }
    // A post that is repeated is drawn in the place of the one that repeats it; it is in the same database and in no list.
    const original = shape === 9 ? { service: model['service'], node: model['node'], itemId: `o${made}` } : null
    sortAts.set(itemId, sortAt)
    const row = {
      ...model,
      key,
      itemId,
      title: `Post ${itemId}`,
      text: original ? '' : words(shape === 0 ? 900 : 5 + below(120)),
      via: original && { ...original, author: model['author'], authorName: '' },
      warning: shape === 1 ? 'Spiders' : null,
      enclosures: shape > 5 && !original ? [picture] : [],
      comments: null,
      publishedAt: sortAt,
      updatedAt: sortAt,
      receivedAt: sortAt,
      sortAt,
    }
    if (original) originals.push({ ...row, ...original, key: keyOf(original.itemId), text: words(40), via: null, inFeed: 0 })
    return row
  }
  const originals: Row[] = []
  const store = (rows: readonly Row[]): Promise<unknown> => table('posts').bulkPut([...originals.splice(0), ...rows])
  const table = (name: string): Table => db.table(name)
  await table('nodes').bulkPut([node])
  await store(Array.from({ length: posts }, (_, index) => makePost(START + index * MINUTE)))

  const cards = (): HTMLElement[] => Array.from(document.querySelectorAll<HTMLElement>('[role=feed] article[data-place]'))
  const topOf = (card: Element): number => card.getBoundingClientRect().top
  /** With the room below it. */
  const heightOf = (card: HTMLElement): number => card.parentElement?.getBoundingClientRect().height ?? 0
  const idOf = (place: string): string => (place.split('/').at(-1) ?? '').replace('o', 'p')
  const itemOf = (card: HTMLElement): string => idOf(card.dataset['place'] ?? '')
  const find = (place: string): HTMLElement | undefined => cards().find(card => card.dataset['place'] === place)
  /** The first one that begins in the window, else the one that fills it. */
  const anchor = (): HTMLElement => {
    const all = cards()
    const inside = all.find(card => topOf(card) > -0.5 && topOf(card) < innerHeight) ?? all.findLast(card => topOf(card) < 0)
    if (!inside) throw new Error(`nothing is in the window at ${scrollY} of ${document.documentElement.scrollHeight}: ${all.length} cards`)
    return inside
  }
  /** What is painted: after everything that the frame itself brought into order. */
  const painted = (): Promise<void> =>
    new Promise(resolve => {
      requestAnimationFrame(() => {
        const observer = new ResizeObserver(() => {
          observer.disconnect()
          resolve()
        })
        observer.observe(document.documentElement)
      })
    })

  /** Of a card that is all there is in the window the same share must stay above it: then its height counts as well. */
  let watch = { place: '', from: 0, height: 0, moved: 0 as number | null, cards: 0 }
  const look = (): void => {
    const card = find(watch.place)
    const moved = card && Math.abs(topOf(card) - watch.from * (watch.height > 0 ? heightOf(card) / watch.height : 1))
    watch.moved = moved === undefined || watch.moved === null ? null : Math.max(watch.moved, moved)
    watch.cards = Math.max(watch.cards, document.querySelectorAll('article').length)
  }
  const watchFrom = (card: HTMLElement, isPressed = false): void => {
    const from = topOf(card)
    watch = { place: card.dataset['place'] ?? '', from, height: from < 0 && !isPressed ? heightOf(card) : 0, moved: 0, cards: 0 }
  }
  const until = async (what: string, isDone: () => boolean): Promise<void> => {
    const startedAt = performance.now()
    for (let quiet = 0; quiet < 2;) {
      await painted()
      look()
      quiet = isDone() ? quiet + 1 : 0
      if (performance.now() - startedAt > 8000) throw new Error(`${what} never came (${watch.place})`)
    }
  }
  const outcome = (kind: Outcome['kind']): Outcome => ({ kind, moved: watch.moved, card: watch.place, cards: watch.cards })
  const position = (): number => Number(find(watch.place)?.getAttribute('aria-posinset'))
  const idOfWatched = (): string => idOf(watch.place)
  /** Moments of those in the list above what is looked at. */
  const above = (): string[] => {
    const at = sortAts.get(idOfWatched()) ?? 0
    return Array.from(sortAts).flatMap(([id, sortAt]) => (sortAt > at && sortAt <= top ? [id] : []))
  }
  /** The newest that the list lets in. */
  let top = START + (posts - 1) * MINUTE
  const drawnAbove = (): HTMLElement[] => {
    const all = cards()
    return all.slice(
      0,
      Math.max(
        0,
        all.findIndex(card => card.dataset['place'] === watch.place),
      ),
    )
  }
  const pressable = (text: string): HTMLElement[] =>
    cards().flatMap(card => Array.from(card.querySelectorAll('button')).filter(button => button.textContent.trim() === text))
  const momentsAbove = (count: number): number[] => {
    const at = sortAts.get(idOfWatched()) ?? 0
    return Array.from({ length: count }, () => at + 1 + below(Math.max(1, Math.min(top - at - 1, 40 * MINUTE))))
  }
  /** Only those that have nothing newer than the list's first would come into it. */
  const insert = async (count: number, gap?: number): Promise<void> => {
    const before = position()
    const rows = momentsAbove(count).map(makePost)
    if (gap !== undefined) await table('nodeGaps').delete(gap)
    await store(rows)
    await until('older posts', () => position() === before + count - (gap === undefined ? 0 : 1))
  }

  const steps: Record<Kind, () => Promise<Outcome | undefined>> = {
    'new post': async () => {
      newest += MINUTE
      const told = (): string => document.querySelector('main [role=status] button')?.textContent ?? ''
      const before = told()
      await store([makePost(newest)])
      await until('a new post', () => told() !== before || before.startsWith('More'))
      return outcome('new post')
    },
    'older posts': async () => {
      if (above().length < 5) return undefined
      await insert(1 + below(4))
      return outcome('older posts')
    },
    'gap filled': async () => {
      if (above().length < 5) return undefined
      const before = position()
      const edge = oneOf(above()) ?? ''
      const id = await table('nodeGaps').add({
        nodeKey: node.key,
        newerKey: keyOf(edge),
        olderKey: keyOf(idOfWatched()),
        sortAt: (sortAts.get(edge) ?? 0) - 0.5,
        cursor: null,
        knownReading: 0,
      })
      await until('the gap', () => position() === before + 1)
      await insert(10, id as number)
      return outcome('gap filled')
    },
    edit: async () => {
      const card = oneOf(drawnAbove())
      if (!card || card.dataset['place']?.includes('/o')) return undefined
      const mark = `Edit ${(made += 1)}`
      await table('posts').update(keyOf(itemOf(card)), { title: mark, text: words(below(160)), edited: true, warning: null })
      await until('an edit', () => !card.isConnected || card.textContent.includes(mark))
      return outcome('edit')
    },
    retraction: async () => {
      const gone = Array.from({ length: 1 + below(8) }, () => (random() < 0.5 ? oneOf(drawnAbove().map(itemOf)) : oneOf(above())))
      const ids = new Set(gone.filter(id => id !== undefined))
      if (ids.size === 0 || above().length < 25) return undefined
      const before = position()
      for (const id of ids) sortAts.delete(id)
      await table('posts').bulkDelete([...ids].map(keyOf))
      await until('a retraction', () => position() === before - ids.size)
      return outcome('retraction')
    },
    picture: async () => {
      const button = oneOf(pressable('Show picture'))
      const card = button?.closest('article')
      if (!button || !card) return undefined
      button.click()
      const isThere = (): boolean => {
        const image = card.querySelector<HTMLImageElement>('img[alt="A hill"]')
        return image !== null && (image.naturalWidth > 0 || Math.abs(topOf(image)) > 2000)
      }
      await until('a picture', isThere)
      return outcome('picture')
    },
    folding: async () => {
      const button = oneOf([...pressable('Continue reading'), ...pressable('Show'), ...pressable('Hide')])
      const card = button?.closest<HTMLElement>('article')
      if (!button || !card) return undefined
      const [before, height] = [button.textContent, card.offsetHeight]
      // Who can see the button presses it, and looks at that card then.
      const { top: at, bottom } = button.getBoundingClientRect()
      if (at >= 0 && bottom <= innerHeight) {
        watchFrom(card, true)
        button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
      }
      button.click()
      await until('the text', () => (!button.isConnected || button.textContent !== before) && card.offsetHeight !== height)
      return outcome('folding')
    },
    'font size': async () => {
      const sizes = ['14px', '16px', '20px', '26px']
      const size = oneOf(sizes.filter(each => each !== document.documentElement.style.fontSize)) ?? ''
      document.documentElement.style.fontSize = size
      await until('the font', () => getComputedStyle(document.documentElement).fontSize === size)
      return outcome('font size')
    },
  }

  // From what was painted: in between, rows may have changed and not been brought into order yet.
  const begin = async (): Promise<void> => {
    await painted()
    watchFrom(anchor())
  }
  window.displacement = {
    step: async kind => {
      await begin()
      return steps[kind]()
    },
    begin,
    end: async width => {
      await until('the window', () => innerWidth === width)
      return outcome('window')
    },
    scroll: async () => {
      await begin()
      const { length } = above()
      const way = length < 15 ? 1 : length > 60 ? -1 : random() < 0.5 ? 1 : -1
      const before = scrollY
      scrollBy(0, way * (200 + below(2200)))
      const isThere = (): boolean => cards().some(card => topOf(card) < innerHeight && card.getBoundingClientRect().bottom > 0)
      await until('what is scrolled to', () => scrollY !== before && isThere())
    },
  }
}
