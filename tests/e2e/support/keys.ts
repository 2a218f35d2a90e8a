import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** More stops than any way through a page may take. */
const MOST_STOPS = 60

export const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluateAll(elements => elements.some(element => element === document.activeElement))

/** Tab by Tab to something, as somebody without a mouse goes; what has the focus on the way must be seen to have it. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.first().waitFor()
  const way: string[] = []
  while (!(await hasFocus(target))) {
    if (way.length > MOST_STOPS) throw new Error(`${String(target)} is not to be reached by ${key}: ${way.join(' · ')}`)
    await page.keyboard.press(key)
    way.push(await page.evaluate(nameOfFocus))
  }
  expect(await page.evaluate(isFocusSeen), `the focus on ${way.at(-1)}`).toBe(true)
}

/** In the page. */
export function nameOfFocus(): string {
  const element = document.activeElement
  return `${element?.tagName.toLowerCase()} ${(element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim().slice(0, 30)}`
}

/** In the page: something around what has the focus, or it itself, is marked, and it is inside of the window. */
function isFocusSeen(): boolean {
  const element = document.activeElement
  if (!element || element === document.body) return false
  const { top, bottom, left, right } = element.getBoundingClientRect()
  const inWindow = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  const isMarked = (each: Element): boolean => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each)
    return outlineStyle !== 'none' && outlineWidth !== '0px'
  }
  return inWindow && [element, element.parentElement, element.parentElement?.parentElement].some(each => each != null && isMarked(each))
}

export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}
