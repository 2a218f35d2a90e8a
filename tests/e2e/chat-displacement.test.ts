import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { CHAT_KINDS, type ChatKind, installChatDisplacement } from './support/chat-displacement.ts'
import { DEXIE, dice, isStill, operationsOf, seedOf, servePictures } from './support/displaced.ts'
import { installWatch, type Outcome } from './support/steady-watch.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const pictures = servePictures()
const HEIGHT = 900
const OPERATIONS = operationsOf(100)
/** As high as what a keyboard leaves of it. */
const ABOVE_KEYBOARD = 480
const WIDTHS = [390, 600, 768, 1024, 1279, 1281, 1440]

/** Somebody far up in a long conversation. */
async function reader(who: string, width: number): Promise<Page> {
  const other = stage.ben === who ? stage.anna : stage.ben
  const page = await stage.openAs(who, '#/chats', { viewport: { width, height: HEIGHT } })
  await page.evaluate(DEXIE)
  const database = await page.evaluate(async () => (await indexedDB.databases()).find(({ name }) => name?.startsWith('kith:'))?.name ?? '')
  const watched = { selector: '[role=log] article[data-message]', name: 'data-message', port: '[role=log]' }
  await page.evaluate(installWatch, { database, seed: seedOf(width), ...watched })
  await page.evaluate(installChatDisplacement, { me: who, other, pictures: pictures(), messages: 400 })
  await page.evaluate(
    hash => {
      location.hash = hash
    },
    `#/chats/${encodeURIComponent(other)}`,
  )
  await page.locator('[role=log] article').first().waitFor()
  return page
}

async function resized(page: Page, kind: string, width: number, height: number): Promise<Outcome> {
  await page.evaluate(() => window.chatDisplacement.begin())
  await page.setViewportSize({ width, height })
  return page.evaluate(([what, wide, high]) => window.chatDisplacement.end(what, wide, high), [kind, width, height] as const)
}

type Kind = ChatKind | 'window' | 'keyboard' | 'turn'

/** One thing that happens, or one and its end. */
async function happens(page: Page, kind: Kind, width: number, other: number): Promise<Outcome[]> {
  const back = (): Promise<Outcome> => resized(page, kind, width, HEIGHT)
  if (kind === 'window') return [await resized(page, kind, other, HEIGHT), await back()]
  if (kind === 'keyboard') return [await resized(page, kind, width, ABOVE_KEYBOARD), await back()]
  if (kind === 'turn') return [await resized(page, kind, HEIGHT, width), await back()]
  const outcome = await page.evaluate(what => window.chatDisplacement.step(what), kind)
  return outcome ? [outcome] : []
}

/** First at the end of the conversation, then further up. */
async function operations(page: Page, width: number, seed: number): Promise<{ atEnd: Outcome[]; above: Outcome[] }> {
  const roll = dice(seed)
  const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(roll() * values.length)] as Value
  const kindOf = (): Kind => (roll() < 0.04 ? 'window' : roll() < 0.04 ? 'keyboard' : oneOf(CHAT_KINDS))
  const [atEnd, above]: [Outcome[], Outcome[]] = [[], []]
  while (atEnd.length < OPERATIONS / 5) atEnd.push(...(await happens(page, roll() < 0.1 ? 'turn' : kindOf(), width, oneOf(WIDTHS))))
  for (let scrolls = 0; scrolls < 10; scrolls += 1) await page.evaluate(() => window.chatDisplacement.scroll())
  while (above.length < OPERATIONS) {
    if (roll() < 0.1) await page.evaluate(() => window.chatDisplacement.scroll())
    above.push(...(await happens(page, kindOf(), width, oneOf(WIDTHS))))
  }
  return { atEnd, above }
}

test('nothing that happens in a conversation moves what is read further up, or leads away from its end, at any width', async () => {
  const people = { 390: stage.anna, 768: stage.ben, 1440: stage.chloe }
  const at = async (width: 390 | 768 | 1440) => {
    const page = await reader(people[width], width)
    const { atEnd, above } = await operations(page, width, seedOf(width))
    const told = (outcomes: Outcome[]) => outcomes.map((outcome, index) => ({ width, index, ...outcome }))
    return { atEnd: told(atEnd), above: told(above) }
  }
  const all = await Promise.all([at(390), at(768), at(1440)])
  const outcomes = all.flatMap(({ above }) => above)
  expect(all.flatMap(({ atEnd }) => atEnd).filter(({ rest }) => rest >= 1)).toEqual([])
  expect(outcomes.filter(outcome => !isStill(outcome))).toEqual([])
  for (const kind of [...CHAT_KINDS, 'window', 'keyboard'])
    expect(outcomes.filter(outcome => outcome.kind === kind).length, kind).toBeGreaterThan(OPERATIONS / 25)
  expect(Math.max(...outcomes.map(({ cards }) => cards))).toBeLessThanOrEqual(200)
}, 400_000)
