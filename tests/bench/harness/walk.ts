import type { MeasuredPage } from './measured-page.ts'
import type { Frames } from './probe.ts'

/** Back to the beginning of a feed, as a reader who stays there: the next time it opens there. */
export async function toStart({ page }: MeasuredPage): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>(resolve => {
        if (scrollY === 0) return resolve()
        addEventListener('scrollend', () => resolve(), { once: true })
        scrollTo(0, 0)
        return undefined
      }),
  )
}

/** Scrolls downwards at a reader's pace of skimming, for so many frames. */
export function readDown({ page }: MeasuredPage, frames: number): Promise<Frames> {
  return page.evaluate(
    wanted =>
      new Promise<Frames>(resolve => {
        let left = wanted
        window.kithBench.watchFrames()
        const step = (): void => {
          left -= 1
          if (left < 0) return resolve(window.kithBench.frames())
          scrollBy(0, 40)
          requestAnimationFrame(step)
          return undefined
        }
        requestAnimationFrame(step)
      }),
    frames,
  )
}

/**
 * Scrolls a feed downwards, two windows at a frame and so that every post is drawn, until the one at this place has been.
 * @returns when it began, when it was done, and how many cards were in the document at most
 */
export function walk({ page }: MeasuredPage, posts: number): Promise<{ from: number; to: number; cards: number }> {
  return page.evaluate(
    wanted =>
      new Promise<{ from: number; to: number; cards: number }>((resolve, reject) => {
        const from = window.kithBench.now()
        let cards = 0
        const step = (): void => {
          const drawn = [...document.querySelectorAll('[role=feed] article')].map(article => Number(article.getAttribute('aria-posinset')))
          const to = window.kithBench.now()
          cards = Math.max(cards, document.querySelectorAll('article').length)
          if (drawn.includes(wanted)) return resolve({ from, to, cards })
          if (to - from > 240_000) return reject(new Error(`only ${Math.max(...drawn)} of ${wanted} posts came`))
          scrollBy(0, 2 * innerHeight)
          requestAnimationFrame(step)
          return undefined
        }
        requestAnimationFrame(step)
      }),
    posts,
  )
}

/** Scrolls a conversation of numbered messages upwards, a window at a frame, until one with at most this number is drawn. */
export function upTo({ page }: MeasuredPage, number: number): Promise<{ from: number; to: number; frames: Frames }> {
  return page.evaluate(
    wanted =>
      new Promise<{ from: number; to: number; frames: Frames }>((resolve, reject) => {
        const log = document.querySelector('[role=log]')
        if (!log) return reject(new Error('no conversation'))
        const from = window.kithBench.now()
        window.kithBench.watchFrames()
        const step = (): void => {
          const to = window.kithBench.now()
          const drawn = [...log.querySelectorAll('article')].map(({ textContent }) => Number(/number (\d+)/.exec(textContent)?.[1]))
          if (drawn.some(each => each <= wanted)) return resolve({ from, to, frames: window.kithBench.frames() })
          if (to - from > 120_000)
            return reject(new Error(`did not come to ${wanted}, only to ${Math.min(...drawn.filter(each => each >= 0))}`))
          log.scrollBy(0, -log.clientHeight)
          requestAnimationFrame(step)
          return undefined
        }
        requestAnimationFrame(step)
        return undefined
      }),
    number,
  )
}
