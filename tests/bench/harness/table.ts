import os from 'node:os'
import { type Line, type LongTasks, median } from './line.ts'

/** A line as it was at some time, in figures that can be kept and compared. */
export interface Figure {
  id: string
  what: string
  unit: Line['unit']
  median: number
  values: number[]
  floor: number | null
  aim: number | null
  /** Medians; the longest of all runs. */
  longTasks: { count: number; ms: number; longest?: number } | null
  cpu: number | null
  heap: number | null
}

const HEADINGS = ['case', 'median', 'runs', 'floor', '× floor', 'aim', 'before', '× before', 'long tasks (longest)', 'CPU', 'heap'] as const

const round = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10)
const medianOrNull = (values: readonly number[] | undefined): number | null => (values && values.length > 0 ? round(median(values)) : null)

export function figureOf({ id, what, unit, values, floor, aim, longTasks, cpu, heap }: Line): Figure {
  return {
    id,
    what,
    unit,
    median: round(median(values)),
    values: values.map(round),
    floor: medianOrNull(floor),
    aim: aim ?? null,
    longTasks: longTasks ? tasksOf(longTasks) : null,
    cpu: medianOrNull(cpu),
    heap: medianOrNull(heap),
  }
}

function tasksOf(runs: readonly LongTasks[]): NonNullable<Figure['longTasks']> {
  return {
    count: median(runs.map(({ count }) => count)),
    ms: round(median(runs.map(({ ms }) => ms))),
    longest: round(Math.max(...runs.map(({ longest }) => longest))),
  }
}

function shownTasks({ count, ms, longest = 0 }: NonNullable<Figure['longTasks']>): string {
  return `${count === 0 ? '0' : `${count}: ${ms} ms`}${longest > 0 ? ` (${longest} ms)` : ''}`
}

const shown = (value: number, unit: string): string => `${value.toLocaleString('en')}${unit === 'ms' || unit === 'kB' ? ` ${unit}` : ''}`
const ratio = (value: number, base: number | null | undefined): string => (base ? (value / base).toFixed(2) : '')

function cells(figure: Figure, before: Figure | undefined): string[] {
  const { what, unit, median: value, values, floor, aim, longTasks, cpu, heap } = figure
  const atMost = unit === 'messages' ? '≥' : '≤'
  return [
    what,
    shown(value, unit),
    String(values.length),
    floor === null ? '' : shown(floor, unit),
    ratio(value, floor),
    aim === null ? '' : `${atMost} ${aim.toLocaleString('en')}`,
    before ? shown(before.median, unit) : '',
    ratio(value, before?.median),
    longTasks ? shownTasks(longTasks) : '',
    cpu === null ? '' : shown(Math.round(cpu), 'ms'),
    heap === null ? '' : `${heap} MB`,
  ]
}

/** The table, as text; figures to the right. */
export function tableOf(figures: readonly Figure[], before: ReadonlyMap<string, Figure>): string {
  const rows = [[...HEADINGS], ...figures.map(figure => cells(figure, before.get(figure.id)))]
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const text = rows.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  return [text[0], '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...text.slice(1)].join('\n')
}

/** Figures mean something only together with the machine. */
export function machine(browser: string): Record<string, string | number> {
  return { browser: `Chromium ${browser}`, node: process.version, cpu: os.cpus()[0]?.model ?? '', cores: os.cpus().length }
}
