type Waker = 'person' | 'circumstance'

/** The wait between two attempts, which somebody or something may cut short. */
export class Pause {
  #wake: ((by: Waker) => void) | undefined

  /**
   * @param delayMs null waits until woken
   * @param wakenBy `circumstance`: a network or a tab coming back is enough; `person`: only somebody who wants it
   */
  wait(delayMs: number | null, wakenBy: Waker): Promise<void> {
    return new Promise(resolve => {
      const done = (): void => {
        clearTimeout(timer)
        this.#wake = undefined
        resolve()
      }
      const timer = delayMs === null ? undefined : setTimeout(done, delayMs)
      this.#wake = by => {
        if (by === 'person' || wakenBy === 'circumstance') done()
      }
    })
  }

  wake(by: Waker): void {
    this.#wake?.(by)
  }
}
