import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Stretch, stretchLine } from '../harness/line.ts'
import type { MeasuredPage } from '../harness/measured-page.ts'
import type { Sight } from '../harness/probe.ts'
import { settled, signedIn } from '../harness/sign-in.ts'
import { seedPerson } from '../seed/people.ts'
import { rareWord, storeMessages } from '../seed/stored-messages.ts'

const ROWS = 50_000
const ALL_READ: Sight = { selector: 'main p', text: 'Searched everything' }
const marked = (text: string): Sight => ({ selector: '[data-found] mark', text })

/** All but the last letter is typed and answered; then that one, until what it finds is marked on the screen. */
async function lastKey(measured: MeasuredPage, typed: string, seen: Sight): Promise<Stretch> {
  const { page } = measured
  const field = page.getByRole('searchbox', { name: 'Search' })
  await field.fill('')
  await page.waitForSelector('[aria-busy]', { state: 'detached' })
  await field.fill(typed.slice(0, -1))
  await page.waitForSelector('[aria-busy=false]')
  const found = await measured.lookOut(seen)
  await measured.begin()
  const pressed = await measured.now()
  await page.keyboard.press(typed.slice(-1))
  return measured.stretch(pressed, await found())
}

export const searchCase: BenchCase = {
  name: 'search',
  runs: 7,
  run: async (stage, runs) => {
    const person = await seedPerson(stage.server, 'sonia')
    const visitor = await stage.visitor()
    const measured = await signedIn(visitor, `${stage.host.url}#/search?q=kettle`, person, { read: ALL_READ })
    await storeMessages(measured.page, person.jid, ROWS)
    await measured.reload()
    const index = await measured.fromNavigation('read')
    await settled(measured)
    const rare = await times(runs, run => lastKey(measured, rareWord(run), marked(rareWord(run))))
    const common = await times(runs, () => lastKey(measured, 'swallows', marked('swallows')))
    const filtered = await times(runs, run => lastKey(measured, `in:friend-${run} ladder ${rareWord(run)}`, marked(rareWord(run))))
    await visitor.close()
    return [
      stretchLine('search-index', 'search index of 50,000 stored messages, from the start of the page', [index]),
      stretchLine('search-rare', 'search in 50,000: last key to the one old message that has the word', rare, { aim: 150 }),
      stretchLine('search-common', 'the same with a word that every third one has', common, { aim: 150 }),
      stretchLine('search-filter', 'the same with a filter and two words', filtered, { aim: 150 }),
    ]
  },
}
