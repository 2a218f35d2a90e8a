import type { MeasuredPage } from './measured-page.ts'

/**
 * Scrolls a feed downwards, two windows at a frame and so that every post is drawn, until the one at this place has been.
 * @returns when it began and when it was done
 */
export function walk({ page }: MeasuredPage, posts: number): Promise<{ from: number; to: number }> {
  return page.evaluate(
    wanted =>
      new Promise<{ from: number; to: number }>((resolve, reject) => {
        const from = window.kithBench.now()
        const step = (): void => {
          const drawn = [...document.querySelectorAll('[role=feed] article')].map(article => Number(article.getAttribute('aria-posinset')))
          const to = window.kithBench.now()
          if (drawn.includes(wanted)) return resolve({ from, to })
          if (to - from > 90_000) return reject(new Error(`only ${Math.max(...drawn)} of ${wanted} posts came`))
          scrollBy(0, 2 * innerHeight)
          requestAnimationFrame(step)
          return undefined
        }
        requestAnimationFrame(step)
      }),
    posts,
  )
}
