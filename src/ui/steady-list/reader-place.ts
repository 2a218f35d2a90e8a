/** A row, and how far below the upper edge of what scrolls it begins, in px. */
export interface Place {
  key: string
  offset: number
}

/** Of a row that is all there is in the window, the same share stays above it: then its own height counts as well. */
export interface Held extends Place {
  height?: number
}

/** Where a list opens: at an end, with a row where it was, or with a row at a share of the height from the top. */
export type Opening = 'start' | 'end' | Place | { key: string; share: number }

/** Where the reader is in what scrolls, in px. */
export interface Standing {
  top: number
  height: number
  /** How much is left below. */
  rest: number
}

export interface Listeners {
  /** The reader moved, or the list changed around them. Called often. */
  move?: ((standing: Standing) => void) | undefined
  /** The reader stands still somewhere else. */
  rest?: (() => void) | undefined
}
