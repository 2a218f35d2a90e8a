import { expect, test } from 'vitest'
import { talk } from '../support/talk.ts'
import { storeMessages } from './support/store-messages.ts'
import { useStage } from './support/stage.ts'
import { installTypingWatch } from './support/typing-watch.ts'

const stage = useStage()
const SENTENCE = 'The quick brown fox jumps over the lazy dog, and nobody has to wait for any letter of it. '
const BURST = 500

test('in a chat of five thousand messages every letter is there at once, while five hundred come and older ones are looked up', async ({
  annotate,
}) => {
  const { anna, ben } = stage
  const chat = `#/chats/${encodeURIComponent(ben)}`
  const page = await stage.openAs(anna, chat, { viewport: { width: 1440, height: 900 } })
  const bodies = Array.from({ length: 5000 }, (_, index) => `Old message ${index}. `.repeat(1 + (index % 7)))
  await storeMessages(page, { me: anna, other: ben, bodies, from: Date.UTC(2024, 0, 1) })
  const log = page.getByRole('log', { name: 'Messages' })
  await log.getByText('Old message 4999.').waitFor()
  const [writer, own] = [await stage.raw(ben), await stage.raw(anna)]
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  await field.click()
  await page.evaluate(installTypingWatch)

  // Somebody far up, for whom more of the history is read.
  const readUp = async (): Promise<void> => {
    for (let screens = 0; screens < 12; screens += 1)
      await log.evaluate(element => {
        element.scrollBy({ top: -2000, behavior: 'instant' })
      })
  }
  const burst = (from: number, count: number): Promise<void> =>
    talk(
      writer,
      own,
      Array.from({ length: count }, (_, index) => `New message ${from + index}`),
    )
  const half = BURST / 2
  const coming = burst(0, half)
  for (let times = 0; times < 4; times += 1) {
    await page.keyboard.type(SENTENCE, { delay: 15 })
    await readUp()
  }
  await coming
  expect(await field.inputValue()).toBe(SENTENCE.repeat(4))

  // Nobody types while the other half comes.
  await page.evaluate(() => window.typingWatch.quiet())
  await burst(half, half)
  await page
    .getByRole('list', { name: 'Conversations' })
    .getByText(`New message ${BURST - 1}`)
    .waitFor()
  await page.getByRole('button', { name: /^Jump to the latest message/ }).click()
  await log.getByText(`New message ${BURST - 1}`).waitFor()
  const seen = await page.evaluate(() => window.typingWatch.seen())
  await annotate(`${seen.letters} letters: ${seen.longKeys} keys took more than 50 ms, the longest ${seen.longest} ms`)
  expect(seen).toMatchObject({ letters: 4 * SENTENCE.length, late: 0, lost: 0, changes: [] })
  expect(await field.inputValue()).toBe(SENTENCE.repeat(4))
}, 120_000)
