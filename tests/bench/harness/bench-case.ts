import type { Line } from './line.ts'
import type { Stage } from './stage.ts'

export interface BenchCase {
  name: string
  /** How often, unless told otherwise. */
  runs: number
  run(stage: Stage, runs: number): Promise<Line[]>
}

/** Does something so many times, one after the other, and keeps what each gave. */
export async function times<Value>(count: number, once: (index: number) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = []
  for (let index = 0; index < count; index += 1) values.push(await once(index))
  return values
}
