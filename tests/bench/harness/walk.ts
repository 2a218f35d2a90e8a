import type { MeasuredPage } from './measured-page.ts'

/** Scrolls a feed downwards, a window at a time, until so many of its posts were drawn. @returns when it began and when it was done */
export function walk({ page }: MeasuredPage, posts: number): Promise<{ from: number; to: number }> {
  return page.evaluate(
    wanted =>
      new Promise<{ from: number; to: number }>((resolve, reject) => {
        const drawn = new Set<string | null>()
        const from = window.kithBench.now()
        const step = (): void => {
          for (const article of document.querySelectorAll('[role=feed] article')) drawn.add(article.getAttribute('aria-posinset'))
          const to = window.kithBench.now()
          if (drawn.size >= wanted) return resolve({ from, to })
          if (to - from > 90_000) return reject(new Error(`only ${drawn.size} of ${wanted} posts came`))
          scrollBy(0, innerHeight)
          requestAnimationFrame(step)
          return undefined
        }
        requestAnimationFrame(step)
      }),
    posts,
  )
}
