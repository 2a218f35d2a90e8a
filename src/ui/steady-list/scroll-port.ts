/** What scrolls: the window or an element, seen the same. */
export interface ScrollPort {
  readonly target: EventTarget
  /** The element that scrolls. */
  readonly scrolls: HTMLElement
  /** What changes its size when something around the list does. */
  readonly watched: readonly Element[]
  /** Where its upper edge is in the window. */
  edge: () => number
  height: () => number
  top: () => number
  /** How far it is from its end. */
  rest: () => number
  moveTo: (top: number) => void
}

export function scrollPortOf(list: HTMLElement): ScrollPort {
  const element = scrollingAround(list)
  return element ? elementPort(list, element) : windowPort(list)
}

function scrollingAround(list: HTMLElement): HTMLElement | undefined {
  for (let element = list.parentElement; element && element !== document.body; element = element.parentElement) {
    if (['auto', 'scroll'].includes(getComputedStyle(element).overflowY)) return element
  }
  return undefined
}

function elementPort(list: HTMLElement, element: HTMLElement): ScrollPort {
  return {
    target: element,
    scrolls: element,
    watched: [element, ...(list.parentElement && list.parentElement !== element ? [list.parentElement] : [])],
    edge: () => element.getBoundingClientRect().top + element.clientTop,
    // Not rounded: what begins in the last half of a pixel would be held, and nobody sees it.
    height: () => element.getBoundingClientRect().height - (element.offsetHeight - element.clientHeight),
    top: () => element.scrollTop,
    rest: () => element.scrollHeight - element.clientHeight - element.scrollTop,
    moveTo: top => {
      element.scrollTop = top
    },
  }
}

function windowPort(list: HTMLElement): ScrollPort {
  return {
    target: window,
    scrolls: document.documentElement,
    watched: [document.body, ...(list.parentElement ? [list.parentElement] : [])],
    edge: () => 0,
    height: () => window.innerHeight,
    top: () => window.scrollY,
    rest: () => document.documentElement.scrollHeight - document.documentElement.clientHeight - window.scrollY,
    // At once, whatever the page says of smooth scrolling.
    moveTo: top => window.scrollTo({ top, behavior: 'instant' }),
  }
}
