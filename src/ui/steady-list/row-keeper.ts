import { type Drawn, indexNear, keepsItsPlace, survivor } from './drawn-rows.ts'
import { hearReader } from './hear-reader.ts'
import { AT_ONCE, nextRows, type Range, rowsAround } from './next-rows.ts'
import type { Held, Listeners, Opening, Place } from './reader-place.ts'
import { RowHeights } from './row-heights.ts'
import type { ScrollPort } from './scroll-port.ts'

interface KeeperOptions {
  keys: readonly string[]
  /** How high a row is taken to be before it was drawn. */
  usual: number
  /** Who is at this end of the list stays there, whatever comes. */
  follows: 'start' | 'end'
  startAt: Opening
}

/** How much is drawn beyond what can be seen, above and below, in px. */
const BUFFER = 800
/** Nearer to the end than this counts as being there. */
const END_PX = 40
const REST_MS = 150
/** What scrolls this soon after opening, and was not touched, was not scrolled by the reader. */
const OPENING_MS = 400
/** What was pressed has shown by then what comes of it, if anything does. */
const PRESSED_MS = 1000
/** A scroll this soon after the reader touched something is theirs. */
const INPUT_MS = 500
/** What is drawn is looked at again so often in one frame; React ends the page at fifty. */
const MOST_TURNS = 20

/**
 * Draws of a long list what is near the reader, and holds still what they look at: the first row that begins in the window stays
 * where it is to the pixel, whatever changes around it, until the reader scrolls. The browser's own anchoring knows nothing of rows
 * that are not drawn, and one browser has none.
 */
export class RowKeeper {
  readonly #heights: RowHeights
  readonly #follows: 'start' | 'end'
  #sticks = true
  readonly #rows = new Map<string, HTMLElement>()
  readonly #subscribers = new Set<() => void>()
  #opening: Opening | undefined
  /** What is in the document, and what was told to be drawn: since then the list may have changed. */
  #drawn: Drawn
  #told: Drawn
  #held: 'start' | 'end' | Held
  #dom: { list: HTMLElement; before: HTMLElement; after: HTMLElement; port: ScrollPort; observer: ResizeObserver } | undefined
  /** Rows stand so much lower than their heights say. While the reader scrolls this gives way in place of the scroll position. */
  #drift = 0
  /** Of the list, when its rows were measured. */
  #width = 0
  /** Where the list begins in what scrolls. */
  #origin = 0
  /** Where the last scroll that is known led to. */
  #top = 0
  /** How high all of it was when it was last looked at, and when the reader last touched something. */
  #known = 0
  #inputAt = 0
  /** A row in which something was pressed is held until it shows what came of it: another height, or a picture that has come. */
  #pressed: { key: string; until: number } | undefined
  #frame: number | undefined
  /** How often others were drawn since the last frame. */
  #turns = 0
  /** How many more rows may be drawn before the next frame, and whether there is more to draw then. */
  #room = 0
  #isBehind = false
  #rest: ReturnType<typeof setTimeout> | undefined
  #listeners: Listeners = {}

  constructor({ keys, usual, follows, startAt }: KeeperOptions) {
    this.#heights = new RowHeights(usual)
    this.#heights.setKeys(keys)
    this.#follows = follows
    const isKnown = typeof startAt === 'string' || keys.includes(startAt.key)
    const opening = isKnown ? startAt : follows
    // At its start a list opens by itself.
    this.#opening = opening === 'start' ? undefined : opening
    this.#held = follows
    const first = opening === 'end' ? keys.length - 1 : opening === 'start' ? 0 : keys.indexOf(opening.key)
    const room = Math.ceil(window.innerHeight / usual)
    this.#drawn = { keys, held: first, start: Math.max(0, first - room), end: Math.min(keys.length, first + room) }
    this.#told = { ...this.#drawn }
  }

  readonly told = (): Drawn => this.#told

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  listen(listeners: Listeners): void {
    this.#listeners = listeners
  }

  /** Whether the end that is followed is the true one: nobody is held at one where more comes as they read on. */
  stick(sticks: boolean): void {
    this.#sticks = sticks
  }

  attach(list: HTMLElement, before: HTMLElement, after: HTMLElement, port: ScrollPort): () => void {
    const observer = new ResizeObserver(entries => this.#resized(entries))
    // Two that hold would pull at each other: the browser holds what stands around the list.
    port.scrolls.style.overflowAnchor = 'none'
    this.#width = list.clientWidth
    this.#survey()
    this.#dom = { list, before, after, port, observer }
    for (const element of [...port.watched, ...this.#rows.values()]) observer.observe(element)
    const endHearing = hearReader(list, port, {
      scrolled: this.#scrolled,
      rested: this.#rested,
      windowResized: this.#windowResized,
      touched: this.#touched,
      arrived: this.#arrived,
    })
    this.#open()
    const opened = setTimeout(() => this.#isOpen(), OPENING_MS)
    return () => {
      clearTimeout(opened)
      clearTimeout(this.#rest)
      if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
      this.#frame = undefined
      observer.disconnect()
      port.scrolls.style.overflowAnchor = ''
      endHearing()
      this.#dom = undefined
    }
  }

  mount(key: string, element: HTMLElement): () => void {
    this.#rows.set(key, element)
    this.#dom?.observer.observe(element)
    return () => {
      if (this.#rows.get(key) === element) this.#rows.delete(key)
      this.#dom?.observer.unobserve(element)
    }
  }

  /** These rows of these are in the document now. To be called before the browser paints them. */
  update(keys: readonly string[], range: Range): void {
    const isSame = keys === this.#drawn.keys
    if (!isSame) {
      this.#carryOver(keys)
      // The change has cost its time already.
      this.#room = 0
    }
    this.#drawn = { ...range, keys, held: this.#heldIndex(keys) }
    // The next change is looked at from here. It is what is drawn already, so nobody need be told.
    Object.assign(this.#told, this.#drawn)
    for (let index = range.start; index < range.end; index += 1) {
      const box = this.#rows.get(keys[index] ?? '')?.getBoundingClientRect()
      if (box && box.width > 0) this.#measure(index, box.height)
    }
    this.#settle(isSame)
  }

  /** Leads the reader somewhere else. */
  show(opening: Opening): void {
    this.#opening = opening
    this.#open()
    this.#opening = undefined
    if (opening === 'start') this.#dom?.port.moveTo(0)
    // The next change is looked at from there, as after `update`.
    this.#drawn = { ...this.#drawn, held: this.#heldIndex(this.#drawn.keys) }
    Object.assign(this.#told, this.#drawn)
    this.#settle()
  }

  /**
   * What the reader looks at; undefined at the end that is followed.
   * @param counts which rows can be named; the next one that can is
   */
  place(counts: (key: string) => boolean = () => true): Place | undefined {
    if (typeof this.#held === 'string') return undefined
    const { keys } = this.#drawn
    const held = this.#indexOf(this.#held.key)
    for (let index = Math.max(0, held); index < keys.length; index += 1) {
      const key = keys[index] ?? ''
      if (counts(key)) return { key, offset: this.#held.offset + this.#heights.startOf(index) - this.#heights.startOf(held) }
    }
    return undefined
  }

  #heldIndex(keys: readonly string[]): number {
    if (this.#held === 'start') return 0
    if (this.#held === 'end') return keys.length - 1
    return Math.max(0, this.#indexOf(this.#held.key, keys))
  }

  #indexOf(key: string, keys = this.#drawn.keys): number {
    return indexNear(keys, key, this.#drawn.start)
  }

  /** The heights and what is held go over to a list that has changed. Where the held row is gone, the next one keeps its place. */
  #carryOver(keys: readonly string[]): void {
    const { keys: before } = this.#drawn
    if (typeof this.#held !== 'string' && !keepsItsPlace(this.#drawn, this.#held.key, keys)) {
      const held = before.indexOf(this.#held.key)
      const found = survivor({ ...this.#drawn, held: held + 1 }, keys)
      const key = found && keys[found.now]
      this.#held =
        key === undefined
          ? this.#follows
          : { key, offset: this.#held.offset + this.#heights.startOf(found?.old ?? 0) - this.#heights.startOf(held) }
    }
    this.#heights.setKeys(keys)
  }

  #open(): void {
    const opening = this.#opening
    if (opening === undefined || !this.#dom) return
    if (typeof opening === 'string') this.#held = opening
    else {
      const offset = 'share' in opening ? Math.round(opening.share * this.#dom.port.height()) : opening.offset
      this.#held = { key: opening.key, offset }
    }
  }

  #isOpen(): void {
    this.#opening = undefined
  }

  /** Whoever touches something in a row looks at that one. */
  readonly #touched = (event: Event): void => {
    this.#inputAt = performance.now()
    this.#isOpen()
    const isPress = event.type === 'pointerdown' || (event instanceof KeyboardEvent && ['Enter', ' '].includes(event.key))
    if (!isPress || typeof this.#held === 'string' || !(event.target instanceof Node)) return
    const { target } = event
    const [key] = Array.from(this.#rows).find(([, row]) => row.contains(target)) ?? []
    if (key === undefined) return
    this.#held = this.#placeOf(this.#indexOf(key))
    this.#pressed = { key, until: performance.now() + PRESSED_MS }
  }

  /** What was pressed for is there, mostly in the room that was reserved for it: then no height says so. */
  readonly #arrived = ({ target }: Event): void => {
    if (!this.#pressed || !(target instanceof Node) || !this.#rows.get(this.#pressed.key)?.contains(target)) return
    this.#pressed = undefined
    // At once: a change that comes before the next frame is to find what the reader looks at by now.
    this.#pickAnew()
  }

  #measure(index: number, height: number): void {
    if (this.#heights.measure(index, height) && this.#drawn.keys[index] === this.#pressed?.key) this.#pressed = undefined
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    this.#width = this.#dom?.list.clientWidth ?? 0
    const indexes = new Map<Element, number>()
    for (let index = this.#drawn.start; index < this.#drawn.end; index += 1) {
      const row = this.#rows.get(this.#drawn.keys[index] ?? '')
      if (row) indexes.set(row, index)
    }
    for (const { target, contentRect, borderBoxSize } of entries) {
      const index = indexes.get(target)
      // What is out of sight with all that is around it has no size and says nothing.
      if (index === undefined || contentRect.width === 0) continue
      this.#measure(index, borderBoxSize?.[0]?.blockSize ?? contentRect.height)
    }
    this.#settle(true)
  }

  /** How high the rows are now is told a moment later. */
  readonly #windowResized = (): void => {
    this.#look()
    this.#tell()
  }

  /** To be called when the heights are known as they are. */
  #settle(isMeasured = false): void {
    if (!this.#dom) return
    const { port } = this.#dom
    // Scrolled by a script, and not told yet. At the end it is the browser that puts right what is too far.
    if (this.#opening === undefined && Math.abs(port.top() - this.#top) > 0.5 && port.rest() > 1) this.#scrolled()
    this.#space()
    this.#survey()
    this.#hold(isMeasured)
    this.#look()
    // Not before it was painted: there may be more to come, and what is held is what the reader saw.
    this.#frame ??= requestAnimationFrame(this.#painted)
    this.#tell()
  }

  #tell(): void {
    const { port } = this.#dom ?? {}
    if (port) this.#listeners.move?.({ top: port.top(), height: port.height(), rest: port.rest() })
  }

  /** Gives the rows that are not drawn their room. */
  #space(): void {
    if (!this.#dom) return
    const { start, end } = this.#drawn
    const above = this.#heights.startOf(start)
    if (start === 0 || above + this.#drift < 0) this.#drift = 0
    this.#dom.before.style.blockSize = `${above + this.#drift}px`
    this.#dom.after.style.blockSize = `${this.#heights.total - this.#heights.startOf(end)}px`
  }

  /**
   * Brings what the reader looks at back to where it was.
   * @param isMeasured rows turned out to be of another height, and nothing else changed
   */
  #hold(isMeasured: boolean): void {
    if (!this.#dom) return
    const { port } = this.#dom
    if (this.#held === 'end') this.#moveBy(port.rest())
    const isAtStart = this.#held === 'start' || (this.#follows === 'start' && this.#opening === undefined && port.top() < 1)
    if (typeof this.#held === 'string' || isAtStart) return
    const moved = this.#moved(this.#held)
    if (Math.abs(moved) < 0.05) return
    const isOnTheWay = this.#rest !== undefined
    if (isOnTheWay && this.#canGiveWay(moved)) this.#giveWay(moved)
    // The browser scrolls still, to the beginning as a rule: to be moved would end that here.
    else if (isOnTheWay && isMeasured && this.#pressed === undefined) this.#pick()
    else this.#putBack(this.#held, moved)
  }

  #putBack(held: Held, moved: number): void {
    this.#moveBy(moved)
    // Scroll positions are whole pixels, places of rows are not.
    const left = this.#moved(held)
    if (Math.abs(left) < 1 && this.#canGiveWay(left)) this.#giveWay(left)
  }

  /** How far a row is below where it should be. */
  #moved({ key, offset, height }: Held): number {
    if (!this.#dom) return 0
    const box = this.#rows.get(key)?.getBoundingClientRect()
    const top = box ? box.top - this.#dom.port.edge() : this.#startOf(this.#indexOf(key))
    return top - offset * (box && height ? box.height / height : 1)
  }

  #canGiveWay(px: number): boolean {
    return this.#drawn.start > 0 && this.#heights.startOf(this.#drawn.start) + this.#drift - px >= 0
  }

  #giveWay(px: number): void {
    this.#drift -= px
    this.#space()
  }

  #moveBy(px: number): void {
    const { port } = this.#dom ?? {}
    if (!port || Math.abs(px) < 0.5) return
    port.moveTo(Math.max(0, port.top() + px))
    this.#top = port.top()
  }

  /** Where a row begins below the upper edge, as everything was when it was last in order. */
  #startOf(index: number): number {
    return this.#origin - this.#top + this.#drift + this.#heights.startOf(index)
  }

  /** The row at so many px below the upper edge. */
  #indexAt(place: number): number {
    return this.#heights.indexAt(place - this.#startOf(0))
  }

  /** How high all of it is that scrolls. */
  #full(): number {
    const { port } = this.#dom ?? {}
    return port ? port.top() + port.height() + port.rest() : 0
  }

  #survey(): void {
    if (!this.#dom) return
    this.#known = this.#full()
    const { list, port } = this.#dom
    this.#origin = list.getBoundingClientRect().top - port.edge() + port.top()
    this.#top = port.top()
  }

  #placeOf(index: number): Held {
    const { keys } = this.#drawn
    return { key: keys[index] ?? '', offset: this.#startOf(index) }
  }

  /** Draws what is near: what can be seen now, the rest a few rows with each frame. */
  #look(): void {
    if (!this.#dom || this.#heights.count === 0) return
    const { keys } = this.#drawn
    const { seen, near } = rowsAround(place => this.#indexAt(place), this.#dom.port.height(), BUFFER)
    const { range, added } = nextRows(this.#drawn, seen, near, this.#room)
    const isNew = range.start !== this.#drawn.start || range.end !== this.#drawn.end
    // Row after row turns out to be far lower than was thought: that comes with the next frame as well.
    const isTooMuch = isNew && this.#turns >= MOST_TURNS
    this.#isBehind = isTooMuch || range.start > near.start || range.end < near.end
    if (this.#isBehind) this.#frame ??= requestAnimationFrame(this.#painted)
    if (!isNew || isTooMuch) return
    this.#turns += 1
    this.#room = Math.max(0, this.#room - added)
    this.#drawn = { ...range, keys, held: this.#heldIndex(keys) }
    this.#told = { ...this.#drawn }
    for (const subscriber of this.#subscribers) subscriber()
  }

  readonly #scrolled = (): void => {
    if (!this.#dom) return
    // The window was turned, and how high the rows are by now is told next: until then nothing is known of where the reader is.
    if (this.#dom.list.clientWidth !== this.#width) return
    const top = this.#dom.port.top()
    const [before, isOwn] = [this.#top, Math.abs(top - this.#top) < 0.5]
    this.#top = top
    // Somebody else's idea of where the page should open: not the reader's.
    if (this.#opening !== undefined) {
      this.#settle()
      return
    }
    const full = this.#full()
    // What became so much shorter that there is no more to scroll: the browser's hand, and nobody went to the end.
    if (full < this.#known - 0.5 && top < before && this.#dom.port.rest() < 1) {
      this.#settle(true)
      return
    }
    // What becomes shorter may scroll as well before that is told.
    const isReader = Math.abs(full - this.#known) < 0.5 || performance.now() - this.#inputAt < INPUT_MS
    this.#known = full
    if (!isOwn) {
      this.#pressed = undefined
      this.#stand(isReader && top < before - 1)
      this.#tellHeld()
      clearTimeout(this.#rest)
      this.#rest = setTimeout(this.#rested, REST_MS)
    }
    this.#look()
    this.#tell()
  }

  /** The reader scrolled: where do they stand now? */
  #stand(isUpwards: boolean): void {
    if (!this.#dom || this.#heights.count === 0) return
    const { port } = this.#dom
    if (this.#follows === 'start' && port.top() < 1) {
      this.#held = 'start'
      return
    }
    // Lines that come move the end away; only who scrolls up leaves it.
    if (this.#follows === 'end' && this.#sticks && (port.rest() <= END_PX || (this.#held === 'end' && !isUpwards))) {
      this.#held = 'end'
      return
    }
    this.#pick()
  }

  readonly #painted = (): void => {
    this.#frame = undefined
    this.#turns = 0
    this.#room = AT_ONCE
    this.#pickAnew()
    // Only what is known of the rows: they may have changed and not been measured yet.
    if (this.#isBehind) this.#look()
  }

  #pickAnew(): void {
    const before = this.#held
    if (typeof before === 'string' || this.#opening !== undefined) return
    this.#pick()
    if (typeof this.#held === 'string') return
    // The same one stays where it is wanted; what was pressed and has answered may be all there is in the window.
    const isSame = this.#held.key === before.key && (this.#held.height === undefined) === (before.height === undefined)
    // Where a row is that was not drawn yet is only guessed: nothing is held by that.
    if (isSame || !this.#rows.has(this.#held.key)) this.#held = before
    this.#tellHeld()
  }

  /** What is looked at is what begins first in the window, also after what stood above it has changed. */
  #pick(): void {
    if (!this.#dom || performance.now() < (this.#pressed?.until ?? 0)) return
    const { port } = this.#dom
    const first = this.#indexAt(0)
    let next = first + 1
    // What has no height cannot be looked at: it may be about to go.
    while (next < this.#heights.count && this.#heights.startOf(next + 1) === this.#heights.startOf(next)) next += 1
    const beginsInside = next < this.#heights.count && this.#startOf(next) < port.height()
    const beginsAbove = this.#startOf(first) < -0.5
    this.#held = this.#placeOf(beginsAbove && beginsInside ? next : first)
    if (beginsAbove && !beginsInside) this.#held.height = this.#heights.of(this.#held.key)
  }

  /** When the list changes next, rows are drawn around what is held by then. */
  #tellHeld(): void {
    this.#drawn.held = this.#heldIndex(this.#drawn.keys)
    this.#told.held = this.#drawn.held
  }

  readonly #rested = (): void => {
    if (this.#rest === undefined) return
    clearTimeout(this.#rest)
    this.#rest = undefined
    if (Math.abs(this.#drift) >= 1) {
      this.#drift = 0
      this.#settle()
    }
    this.#listeners.rest?.()
  }
}
