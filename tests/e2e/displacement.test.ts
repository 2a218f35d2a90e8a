import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { node, post } from '../support/posts.ts'
import { jid } from '../support/screen.tsx'
import { DEXIE, dice, isStill, operationsOf, seedOf, servePictures } from './support/displaced.ts'
import { installDisplacement, type Kind, KINDS } from './support/displacement.ts'
import { installWatch, type Outcome } from './support/steady-watch.ts'
import { talk } from '../support/talk.ts'
import { useStage } from './support/stage.ts'

/**
 * A thousand posts that come, change and go through a server would take minutes and would not be as many different things as this:
 * here they are written where the engine writes them.
 */
const stage = useStage()
const pictures = servePictures()
const HEIGHT = 900
const OPERATIONS = operationsOf(170)
/** Both sides of every width at which the page is arranged anew. */
const WIDTHS = [390, 600, 768, 1024, 1279, 1281, 1440]

async function reader(who: string, width: number): Promise<Page> {
  const page = await stage.openAs(who, '#/feed', { viewport: { width, height: HEIGHT } })
  await page.evaluate(DEXIE)
  const bela = jid('bela@example.org')
  const model = { ...post('model', { author: bela }) }
  const database = await page.evaluate(async () => (await indexedDB.databases()).find(({ name }) => name?.startsWith('kith:'))?.name ?? '')
  await page.evaluate(installWatch, {
    database,
    seed: seedOf(width),
    selector: '[role=feed] article[data-place]',
    name: 'data-place',
    port: '',
  })
  await page.evaluate(installDisplacement, {
    model,
    node: { ...node(bela, model.node) },
    pictures: pictures(),
    posts: 400,
  })
  await page.locator('[role=feed] article').first().waitFor()
  return page
}

async function turned(page: Page, width: number): Promise<Outcome> {
  await page.evaluate(() => window.displacement.begin())
  await page.setViewportSize({ width, height: HEIGHT })
  return page.evaluate(wanted => window.displacement.end(wanted), width)
}

async function operations(page: Page, width: number, seed: number): Promise<Outcome[]> {
  const roll = dice(seed)
  const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(roll() * values.length)] as Value
  const outcomes: Outcome[] = []
  for (let scrolls = 0; scrolls < 8; scrolls += 1) await page.evaluate(() => window.displacement.scroll())
  while (outcomes.length < OPERATIONS) {
    if (roll() < 0.1) await page.evaluate(() => window.displacement.scroll())
    const kind: Kind | 'window' = roll() < 0.04 ? 'window' : oneOf(KINDS)
    if (kind === 'window') outcomes.push(await turned(page, oneOf(WIDTHS)), await turned(page, width))
    else {
      const outcome = await page.evaluate(what => window.displacement.step(what), kind)
      if (outcome) outcomes.push(outcome)
    }
  }
  return outcomes
}

test('nothing that happens around the reader moves what they look at, at any width, and the document stays small', async () => {
  const people = { 390: stage.anna, 768: stage.ben, 1440: stage.chloe }
  const at = async (width: 390 | 768 | 1440) => {
    const page = await reader(people[width], width)
    return (await operations(page, width, seedOf(width))).map((outcome, index) => ({ width, index, ...outcome }))
  }
  const outcomes = (await Promise.all([at(390), at(768), at(1440)])).flat()
  expect(outcomes.filter(outcome => !isStill(outcome))).toEqual([])
  for (const kind of [...KINDS, 'window' as const])
    expect(outcomes.filter(outcome => outcome.kind === kind).length, kind).toBeGreaterThan(OPERATIONS / 20)
  expect(Math.max(...outcomes.map(({ cards }) => cards))).toBeLessThanOrEqual(200)
}, 400_000)

test('a chat that stands at its end stays there when the window is turned, and one that is read further up stays where it is', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, `#/chats/${encodeURIComponent(ben)}`, { viewport: { width: 1440, height: HEIGHT } })
  const [writer, own] = [await stage.raw(ben), await stage.raw(anna)]
  const words = Array.from({ length: 60 }, (_, index) => `Message ${index}. `.repeat(1 + (index % 23)))
  const log = page.getByRole('log', { name: 'Messages' })
  // With something new in it a chat would open where that begins: it is open before there is anything.
  await log.getByText(/conversation with .* begins/).waitFor()
  await talk(writer, own, words.slice(0, 1))
  await log.getByText('Message 0.').waitFor()
  await talk(writer, own, words.slice(1))
  await log.getByText('Message 59.').waitFor()
  const rest = (): Promise<number> => log.evaluate(element => element.scrollHeight - element.clientHeight - element.scrollTop)
  const turns = [390, 768, 1281, 1440]
  for (const width of turns) {
    await page.setViewportSize({ width, height: width === 390 ? 600 : HEIGHT })
    await expect.poll(rest).toBeLessThan(1)
    await log.getByText('Message 59.').waitFor()
  }
  await log.hover()
  const stopped = await log.evaluateHandle(element => ({
    at: new Promise(resolve => element.addEventListener('scrollend', resolve, { once: true })),
  }))
  await page.mouse.wheel(0, -2500)
  /** The first one that begins in sight, and how far below the upper edge. */
  const first = (): Promise<[string, number]> =>
    log.evaluate(element => {
      const edge = element.getBoundingClientRect().top
      const tops = Array.from(
        element.querySelectorAll('article'),
        article => [article, article.getBoundingClientRect().top - edge] as const,
      )
      const [article, top] = tops.find(([, below]) => below >= 0) ?? [element, 0]
      return [article.textContent.slice(0, 11), Math.round(top)]
    })
  await expect.poll(async () => (await rest()) > 1500 && (await first())[1] > 0).toBe(true)
  await stopped.evaluate(({ at }) => at.then(() => undefined))
  for (const width of turns) {
    const before = await first()
    await page.setViewportSize({ width, height: HEIGHT })
    await expect.poll(first).toEqual(before)
  }
}, 60_000)
