const cellsOf = (row: Element | undefined): HTMLElement[] => [...(row?.querySelectorAll<HTMLElement>('[role=gridcell]') ?? [])]

/** How far along a row a key leads, by the direction of the page; 0 for other keys. */
function alongBy(key: string): number {
  const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  if (key === forward) return 1
  return key === 'ArrowLeft' || key === 'ArrowRight' ? -1 : 0
}

const DOWN: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/**
 * Where a key leads from a cell of a grid, as the ARIA pattern says: along the row and on to the next one, up and down in the column,
 * Home and End within the row, with Ctrl to the ends of the grid.
 * @returns undefined where it leads nowhere
 */
export function cellAfter(grid: Element, cell: HTMLElement, key: string, ctrl: boolean): HTMLElement | undefined {
  const rows = [...grid.querySelectorAll('[role=row]')]
  const at = rows.findIndex(row => row.contains(cell))
  const row = cellsOf(rows[at])
  const column = row.indexOf(cell)
  if (column < 0) return undefined
  if (key === 'Home') return ctrl ? cellsOf(rows[0])[0] : row[0]
  if (key === 'End') return (ctrl ? cellsOf(rows.at(-1)) : row).at(-1)
  const down = DOWN[key]
  if (down !== undefined) {
    const other = cellsOf(rows[at + down])
    return other[column] ?? other.at(-1)
  }
  const by = alongBy(key)
  if (by === 0) return undefined
  return row[column + by] ?? cellsOf(rows[at + by]).at(by === 1 ? 0 : -1)
}
