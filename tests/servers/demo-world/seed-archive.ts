import { seeded } from '../../faults/seeded.ts'
import { type PastMessage, writeArchive } from '../prosody-archive.ts'
import { PEOPLE } from './people.ts'
import type { World } from './world.ts'
import { TALKS } from './talk.ts'

const MESSAGES = 2000
const DAY = 86_400_000

type Line = Omit<PastMessage, 'id'>

/** What everybody said to Anna and to each other over the last weeks, oldest first. */
function conversation(world: World): Line[] {
  const random = seeded(4711)
  const lines: Line[] = []
  const [me, ...others] = PEOPLE.map(({ local }) => world.jidOf(local))
  if (!me) return []
  for (let talk = 0; lines.length < MESSAGES; talk += 1) {
    // The first friend is the closest: more than a third of all talk is with him.
    const friend = others[random() < 0.35 ? 0 : Math.floor(random() * others.length)] ?? me
    const scraps = (TALKS[talk % TALKS.length] ?? '').split('|')
    let at = world.now - 42 * DAY + talk * 2 * 3_600_000 + random() * 3_600_000
    for (const scrap of scraps) {
      at += 20_000 + random() * 160_000
      const isTheirs = scrap.startsWith('>')
      lines.push({ from: isTheirs ? friend : me, to: isTheirs ? me : friend, body: isTheirs ? scrap.slice(1) : scrap, at })
    }
  }
  const kept = lines.slice(0, MESSAGES)
  // Squeezed so that the last word is an hour old.
  const [first, last] = [kept[0]?.at ?? 0, kept.at(-1)?.at ?? 1]
  const span = world.now - 3_600_000 - first
  return kept.map(line => ({ ...line, at: first + ((line.at - first) / (last - first)) * span }))
}

/** Writes history into the server's archive, for both sides of each talk. */
export function seedArchive(world: World): void {
  const everybody = new Set(PEOPLE.map(({ local }) => world.jidOf(local)))
  const messages = conversation(world).map((line, index) => ({ ...line, id: `talk-${index}` }))
  writeArchive(world.server, everybody, messages)
}
