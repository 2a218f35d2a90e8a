/**
 * How high the rows of a list are and where each begins: measured where it was drawn once, taken to be as usual elsewhere. A height
 * goes with the key of its row, so rows that come and go above it change nothing about it.
 */
export class RowHeights {
  readonly #usual: number
  readonly #measured = new Map<string, number>()
  #keys: readonly string[] = []
  #heights: number[] = []
  /** Beginnings of rows, right up to and including `#valid`; what lies behind is summed up when it is asked for. */
  #starts: number[] = [0]
  #valid = 0
  #total = 0

  constructor(usual: number) {
    this.#usual = usual
  }

  get count(): number {
    return this.#keys.length
  }

  get total(): number {
    return this.#total
  }

  setKeys(keys: readonly string[]): void {
    if (keys === this.#keys) return
    this.#keys = keys
    this.#heights = keys.map(key => this.of(key))
    this.#total = this.#heights.reduce((sum, height) => sum + height, 0)
    this.#valid = 0
  }

  of(key: string): number {
    return this.#measured.get(key) ?? this.#usual
  }

  /** @returns whether that is news */
  measure(index: number, height: number): boolean {
    const key = this.#keys[index]
    if (key === undefined || this.#measured.get(key) === height) return false
    this.#measured.set(key, height)
    this.#total += height - (this.#heights[index] ?? 0)
    this.#heights[index] = height
    this.#valid = Math.min(this.#valid, index)
    return true
  }

  /** Where a row begins; the end of the list for the one behind the last. */
  startOf(index: number): number {
    const wanted = Math.min(index, this.count)
    for (; this.#valid < wanted; this.#valid += 1) {
      this.#starts[this.#valid + 1] = (this.#starts[this.#valid] ?? 0) + (this.#heights[this.#valid] ?? 0)
    }
    return this.#starts[wanted] ?? 0
  }

  /** The row that a place lies in; the first or the last one beyond the ends. */
  indexAt(place: number): number {
    let [low, high] = [0, Math.max(0, this.count - 1)]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.startOf(middle) <= place) low = middle
      else high = middle - 1
    }
    return low
  }
}
