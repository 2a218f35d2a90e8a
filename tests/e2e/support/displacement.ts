import type { Outcome, Row } from './steady-watch.ts'

/** Things that happen around somebody who reads, one at a time and at random, and how far each moves what they look at. */
export const KINDS = ['new post', 'older posts', 'gap filled', 'edit', 'retraction', 'picture', 'folding', 'font size'] as const
export type Kind = (typeof KINDS)[number]

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

interface World {
  /** A post as it is stored, to make others from. */
  model: Row
  /** A followed blog as it is stored. */
  node: Row
  pictures: string
  posts: number
}

/** Runs in the page, self-contained, after `installWatch`. */
export async function installDisplacement({ model, node, pictures, posts }: World): Promise<void> {
  const { random, below, oneOf, words, table, rows: cards, topOf, watched, find, drawnAbove, pressable } = window.steadyWatch
  const { begin, watchFrom, until, outcome } = window.steadyWatch
  const START = 1_600_000_000_000
  const MINUTE = 60_000
  let newest = START + posts * MINUTE
  let made = 0
  const prefix = model.key.slice(0, model.key.lastIndexOf('/') + 1)
  const keyOf = (itemId: string): string => `${prefix}${itemId}`
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
  await table('nodes').bulkPut([node])
  await store(Array.from({ length: posts }, (_, index) => makePost(START + index * MINUTE)))

  const idOf = (place: string): string => (place.split('/').at(-1) ?? '').replace('o', 'p')
  const itemOf = (card: HTMLElement): string => idOf(card.dataset['place'] ?? '')
  const position = (): number => Number(find(watched())?.getAttribute('aria-posinset'))
  const idOfWatched = (): string => idOf(watched())
  /** Moments of those in the list above what is looked at. */
  const above = (): string[] => {
    const at = sortAts.get(idOfWatched()) ?? 0
    return Array.from(sortAts).flatMap(([id, sortAt]) => (sortAt > at && sortAt <= top ? [id] : []))
  }
  /** The newest that the list lets in. */
  let top = START + (posts - 1) * MINUTE
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
      // What happens on the way there is not held: the reader moves.
      const isStill = new Promise(resolve => document.addEventListener('scrollend', resolve, { once: true }))
      scrollBy(0, way * (200 + below(2200)))
      const isThere = (): boolean => cards().some(card => topOf(card) < innerHeight && card.getBoundingClientRect().bottom > 0)
      await until('what is scrolled to', () => scrollY !== before && isThere())
      await isStill
    },
  }
}
