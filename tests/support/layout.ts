import { beforeEach, vi } from 'vitest'

/** What happy-dom lacks: boxes. Everything scrollable is one screen high, every line of a virtual list as high as a line. */
const SCREEN = 600
const LINE = 40

/** Gives a virtual list enough of a layout to draw itself. Positions are tried in a real browser. */
export function useBoxes(): void {
  beforeEach(() => {
    vi.stubGlobal('ResizeObserver', BoxObserver)
    Object.defineProperty(window, 'ResizeObserver', { value: BoxObserver, configurable: true, writable: true })
    Object.defineProperty(HTMLElement.prototype, 'offsetParent', { configurable: true, get: () => document.body })
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => SCREEN })
  })
}

/** A window so high that whatever is watched is in view, from then on and for good: as in a browser, that is said once. */
export function seesEverything(): void {
  vi.stubGlobal('IntersectionObserver', HighWindow)
}

class HighWindow {
  readonly #callback: IntersectionObserverCallback
  #isOver = false

  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback
  }

  observe(target: Element): void {
    const entry = { target, isIntersecting: true, intersectionRatio: 1, intersectionRect: { height: LINE } }
    setTimeout(() => {
      if (!this.#isOver) this.#callback([entry as IntersectionObserverEntry], this as unknown as IntersectionObserver)
    })
  }

  unobserve(): void {
    // Whatever was watched once stays in view.
  }

  disconnect(): void {
    this.#isOver = true
  }
}

class BoxObserver {
  readonly #callback: ResizeObserverCallback

  constructor(callback: ResizeObserverCallback) {
    this.#callback = callback
  }

  observe(target: Element): void {
    const isViewport = ['log', 'list'].includes(target.getAttribute('role') ?? '')
    const contentRect = { width: 400, height: isViewport ? SCREEN : LINE }
    queueMicrotask(() => this.#callback([{ target, contentRect } as ResizeObserverEntry], this))
  }

  unobserve(): void {
    // Nothing is kept.
  }

  disconnect(): void {
    // Nothing is kept.
  }
}
