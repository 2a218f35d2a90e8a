import { hills } from './pictures/landscape.ts'
import { sheet, type Sheet } from './pictures/paint.ts'
import * as places from './pictures/places.ts'
import * as things from './pictures/things.ts'

const SCENES = { hills, ...places, ...things } satisfies Record<string, (paper: Sheet, seed: number) => void>

export type Scene = keyof typeof SCENES

/** What is to be seen, for those who do not see it. */
export const ALTS: Readonly<Record<Scene, string>> = {
  hills: 'Three ranges of hills under a low sun',
  train: 'A night train under the moon, most of its windows lit',
  window: 'Hills through a train window, a cup on the ledge',
  river: 'A river in the morning mist, reeds at its bank',
  bridge: 'A stone bridge with three arches over a misty river',
  leaves: 'A row of young plants in dark earth',
  frost: 'Frost flowers on a window',
  wall: 'A dry stone wall under a clear sky',
  cinema: 'The audience of a small cinema before a black and white film',
  bread: 'Two loaves on a board',
  tomatoes: 'Six tomatoes on a table',
  dish: 'A plate from above, on a striped cloth',
  jars: 'Three jars of jelly with labels',
  page: 'A sheet of thick paper with lines of writing and a red seal',
  books: 'Two shelves full of books',
  radio: 'An old wooden radio with a lit dial',
  clock: 'A station clock',
}

/** A picture for a post, the same for the same scene and seed. Painted, so that the demo world needs no photographs and no network. */
export function picture(scene: Scene, seed: number, width: number, height: number): Buffer {
  const paper = sheet(width, height, 960)
  SCENES[scene](paper, seed)
  return paper.toPng()
}

export function landscape(seed: number, width: number, height: number): Buffer {
  return picture('hills', seed, width, height)
}
