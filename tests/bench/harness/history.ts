import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Figure } from './table.ts'

export interface Report {
  at: string
  machine: Record<string, string | number>
  /** Load of the machine (one minute) as the bench began and as it ended: others may have been at work. */
  load: [number, number]
  figures: Figure[]
}

/** The newest figure of each line that earlier runs left. A report that cannot be read is passed over. */
export function figuresBefore(dir: string): Map<string, Figure> {
  const before = new Map<string, Figure>()
  for (const file of reportsIn(dir)) {
    for (const figure of figuresIn(path.join(dir, file))) before.set(figure.id, figure)
  }
  return before
}

/** Oldest first: their names are their dates. */
function reportsIn(dir: string): string[] {
  mkdirSync(dir, { recursive: true })
  return readdirSync(dir)
    .filter(file => file.endsWith('.json'))
    .sort()
}

function figuresIn(file: string): Figure[] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Report).figures
  } catch {
    return []
  }
}

/** @returns the file it was written to */
export function saveReport(dir: string, report: Report): string {
  const file = path.join(dir, `${report.at.replaceAll(':', '-')}.json`)
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  return file
}
