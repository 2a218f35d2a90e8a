import { vi } from 'vitest'
import { rangeIn } from '../../src/ui/steady-list/drawn-rows.ts'
import type { Opening } from '../../src/ui/steady-list/reader-place.ts'
import { RowKeeper } from '../../src/ui/steady-list/row-keeper.ts'
import type { ScrollPort } from '../../src/ui/steady-list/scroll-port.ts'

const WINDOW = 600
const FRAME_MS = 20

interface ColumnOptions {
  follows: 'start' | 'end'
  startAt: Opening
  /** By their keys, in order. */
  rows: Record<string, number>
  usual?: number
}

/**
 * A long list as a browser would lay it out, for what happy-dom has no boxes: rows whose heights are told, one below the other in a
 * window of 600 px. Time stands still unless it is moved.
 */
export class SteadyColumn {
  readonly keeper: RowKeeper
  readonly #heights: Map<string, number>
  readonly #elements = new Map<string, HTMLElement>()
  readonly #list = document.createElement('div')
  readonly #before = document.createElement('div')
  readonly #after = document.createElement('div')
  readonly #target = new EventTarget()
  #keys: readonly string[]
  #unmount = new Map<string, () => void>()
  #height = WINDOW
  #top = 0
  #observed: ResizeObserverCallback = () => undefined

  constructor({ rows, follows, startAt, usual = 100 }: ColumnOptions) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame', 'performance'] })
    vi.stubGlobal(
      'ResizeObserver',
      observerFor(callback => (this.#observed = callback)),
    )
    this.#heights = new Map(Object.entries(rows))
    this.#keys = Object.keys(rows)
    Object.defineProperty(this.#list, 'clientWidth', { value: 400 })
    this.#list.getBoundingClientRect = () => box(-this.#top, this.#full())
    document.body.append(this.#list)
    this.keeper = new RowKeeper({ keys: this.#keys, usual, follows, startAt })
    this.keeper.subscribe(() => this.#draw())
    this.keeper.attach(this.#list, this.#before, this.#after, this.#port())
    this.#draw()
    // Until nobody but the reader scrolls.
    this.wait(1000)
  }

  /** Where a row begins in the window, in px. */
  topOf(key: string): number {
    return Math.round(this.row(key).getBoundingClientRect().top * 10) / 10
  }

  row(key: string): HTMLElement {
    const element = this.#elements.get(key)
    if (!element?.isConnected) throw new Error(`${key} is not drawn`)
    return element
  }

  get rest(): number {
    return this.#full() - this.#height - this.#top
  }

  /** Some rows turn out to be of another height. */
  resize(heights: Record<string, number>): void {
    const changed = Object.entries(heights).filter(([key]) => this.#elements.has(key))
    for (const [key, height] of Object.entries(heights)) this.#heights.set(key, height)
    this.#clampAndTell()
    this.#observed(
      changed.map(([key, height]) => ({
        target: this.row(key),
        contentRect: box(0, height),
        borderBoxSize: [{ blockSize: height }],
      })) as never,
      {} as ResizeObserver,
    )
    this.paint()
  }

  /** The same, and a frame is painted before that is told. */
  resizeUntold(heights: Record<string, number>): void {
    for (const [key, height] of Object.entries(heights)) this.#heights.set(key, height)
    this.paint()
    this.resize(heights)
  }

  /** Other rows, or the same ones in another order. */
  change(rows: Record<string, number>, { paints = true } = {}): void {
    for (const [key, height] of Object.entries(rows)) this.#heights.set(key, height)
    this.#keys = Object.keys(rows)
    this.#draw()
    if (paints) this.paint()
  }

  /** The window is higher or lower from now on. */
  resizeWindow(height: number): void {
    this.#height = height
    this.#clampAndTell()
    this.#observed([], {} as ResizeObserver)
    this.paint()
  }

  scrollTo(top: number): void {
    window.dispatchEvent(new Event('wheel'))
    this.#top = top
    this.#clamp()
    this.#target.dispatchEvent(new Event('scroll'))
    this.#target.dispatchEvent(new Event('scrollend'))
    this.paint()
  }

  press(key: string): void {
    this.row(key).dispatchEvent(new Event('pointerdown', { bubbles: true }))
    this.paint()
  }

  paint(): void {
    this.wait(FRAME_MS)
  }

  wait(ms: number): void {
    vi.advanceTimersByTime(ms)
  }

  #draw(): void {
    const range = rangeIn(this.keeper.told(), this.#keys)
    const drawn = this.#keys.slice(range.start, range.end)
    for (const [key, unmount] of this.#unmount) {
      if (drawn.includes(key)) continue
      unmount()
      this.#unmount.delete(key)
      this.#elements.delete(key)
    }
    const elements = drawn.map(key => this.#elements.get(key) ?? this.#make(key))
    this.#list.replaceChildren(this.#before, ...elements, this.#after)
    for (const key of drawn) if (!this.#unmount.has(key)) this.#unmount.set(key, this.keeper.mount(key, this.row(key)))
    this.keeper.update(this.#keys, range)
  }

  #make(key: string): HTMLElement {
    const element = document.createElement('div')
    element.getBoundingClientRect = () => {
      const above = Array.from(this.#list.children)
        .slice(0, Array.from(this.#list.children).indexOf(element))
        .reduce((sum, each) => sum + this.#heightOf(each), 0)
      return box(above - this.#top, this.#heights.get(key) ?? 0)
    }
    this.#elements.set(key, element)
    return element
  }

  #heightOf(element: Element): number {
    const [key] = Array.from(this.#elements).find(([, each]) => each === element) ?? []
    return key === undefined ? Number.parseFloat((element as HTMLElement).style.blockSize || '0') : (this.#heights.get(key) ?? 0)
  }

  #full(): number {
    return Math.max(
      this.#height,
      Array.from(this.#list.children).reduce((sum, each) => sum + this.#heightOf(each), 0),
    )
  }

  #clamp(): void {
    this.#top = Math.min(Math.max(0, this.#top), this.#full() - this.#height)
  }

  /** What is beyond the end now is scrolled back by the browser, which says so before it tells of heights. */
  #clampAndTell(): void {
    const before = this.#top
    this.#clamp()
    if (this.#top !== before) this.#target.dispatchEvent(new Event('scroll'))
  }

  #port(): ScrollPort {
    return {
      target: this.#target,
      scrolls: document.createElement('div'),
      watched: [],
      edge: () => 0,
      height: () => this.#height,
      top: () => this.#top,
      rest: () => this.rest,
      moveTo: top => {
        // As whole pixels, like the scroll position of an element.
        this.#top = Math.round(top)
        this.#clamp()
      },
    }
  }
}

const box = (top: number, height: number): DOMRect => new DOMRect(0, top, 400, height)

function observerFor(take: (callback: ResizeObserverCallback) => void): typeof ResizeObserver {
  return class {
    constructor(callback: ResizeObserverCallback) {
      take(callback)
    }
    observe(): void {
      // Heights are told by the column.
    }
    unobserve(): void {
      // As above.
    }
    disconnect(): void {
      // As above.
    }
  }
}
