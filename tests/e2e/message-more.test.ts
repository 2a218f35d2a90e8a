import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { picture } from '../servers/demo-world/picture.ts'
import { befriend } from '../support/befriend.ts'
import { waitFor } from '../support/wait-for.ts'
import { axeViolations } from './support/axe.ts'
import { useOtherServer } from './support/other-server.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const page = '<head><title>Rye bread</title><meta name="description" content="All about it"><meta property="og:image" content="/loaf.png">'
const web = useOtherServer({
  '/bread': { type: 'text/html', body: Buffer.from(page), readable: true },
  '/loaf.png': { type: 'image/png', body: picture('bread', 1, 600, 315) },
})

const log = (at: Page): Locator => at.getByRole('log', { name: 'Messages' })
const message = (at: Page, text: string): Locator => log(at).getByRole('article').filter({ hasText: text })
const field = (at: Page): Locator => at.getByRole('textbox', { name: 'Message' })
const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`

test('the card of a page travels with the words; the other side asks the page for nothing before it wants the picture', async () => {
  const { anna, ben } = stage
  const [mine, other, witness] = [await stage.openAs(anna, chatWith(ben)), await stage.openAs(ben, chatWith(anna)), await stage.raw(ben)]
  witness.send('<presence/>')
  await field(mine).fill(`Look at ${web.url}/bread`)
  const offer = mine.getByRole('button', { name: 'Attach a card for 127.0.0.1' })
  await offer.waitFor()
  expect(web.asked).toEqual([])
  await offer.click()
  await expect.poll(() => mine.getByRole('textbox', { name: 'Name of the page' }).inputValue()).toBe('Rye bread')
  expect(web.asked[0]).toBe('/bread')
  expect(await axeViolations(mine)).toEqual([])
  await field(mine).press('Enter')
  await message(mine, 'Rye bread').waitFor()
  const asked = (): number => web.asked.length
  await expect.poll(() => web.asked).toContain('/loaf.png')
  const before = asked()

  const card = message(other, 'Look at').getByRole('list', { name: 'Link cards' })
  await card.getByRole('link', { name: /127\.0\.0\.1.*Rye bread.*All about it/ }).waitFor()
  expect(await axeViolations(other)).toEqual([])
  expect(asked()).toBe(before)
  await card.getByRole('button', { name: 'Show picture' }).click()
  await expect.poll(asked).toBe(before + 1)
  const told = (): string => String(witness.received.filter(stanza => stanza.getChild('body')).at(-1) ?? '')
  await waitFor(() => told().includes('Rye bread'), { what: 'the message as a raw client sees it' })
  expect(told()).toContain('https://ogp.me/ns#')

  const foreign = `<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:og='https://ogp.me/ns#' rdf:about='https://example.org/'><og:title>Elsewhere</og:title></rdf:Description>`
  witness.send(`<message to='${anna}' type='chat' id='f'><body>and https://example.org/</body>${foreign}</message>`)
  await message(mine, 'and https')
    .getByRole('link', { name: /example\.org.*Elsewhere/ })
    .waitFor()
  witness.send(`<message to='${anna}' type='chat' id='g'><body>or not</body><replace xmlns='urn:xmpp:message-correct:0' id='f'/></message>`)
  await message(mine, 'or not').waitFor()
  expect(await mine.getByText('Elsewhere').count()).toBe(0)
}, 120_000)

async function choose(at: Page, text: string, item: string): Promise<void> {
  await message(at, text).hover()
  await message(at, text).getByRole('button', { name: 'More' }).click()
  await at.getByRole('menuitem', { name: item, exact: true }).click()
}

test('what is pinned and starred on one device is so on the others, and leads to its message', async () => {
  const { anna, ben } = stage
  const witness = await stage.raw(ben)
  for (const [index, text] of ['The key is under the mat', 'Train at 8:40', 'Bring the tent'].entries())
    witness.send(`<message to='${anna}' type='chat' id='w${index}'><body>${text}</body></message>`)
  const first = await stage.openAs(anna, chatWith(ben))
  const second = await stage.openAs(anna, chatWith(ben), { viewport: { width: 390, height: 844 }, hasTouch: true })
  await message(first, 'Bring the tent').waitFor()
  await choose(first, 'The key', 'Pin')
  await choose(first, 'Train at', 'Pin')
  await choose(first, 'Train at', 'Star')
  for (const at of [first, second]) await message(at, 'Train at').getByRole('img', { name: 'Starred' }).waitFor()
  const pinned = second.getByRole('region', { name: 'Pinned messages' })
  await pinned.getByRole('button', { name: '2 pinned' }).click()
  expect(await axeViolations(second)).toEqual([])
  await second
    .getByRole('dialog')
    .getByRole('button', { name: /The key/ })
    .click()
  await expect.poll(() => message(second, 'The key').evaluate(each => each === document.activeElement)).toBe(true)

  await second.goto(`${stage.url}#/chats/starred`)
  const list = second.getByRole('list', { name: 'Starred messages' })
  await list.getByRole('link', { name: /Train at/ }).waitFor()
  expect(await axeViolations(second)).toEqual([])
  await list.getByRole('link', { name: /Train at/ }).click()
  await expect.poll(() => message(second, 'Train at').evaluate(each => each === document.activeElement)).toBe(true)
  await choose(first, 'Train at', 'Unpin')
  await pinned.getByRole('button', { name: /The key/ }).waitFor()
}, 120_000)

test('several messages are selected, passed on to somebody else in one go, and deleted in another', async () => {
  const { anna, ben, chloe } = stage
  const [mine, witness, other] = [await stage.raw(anna), await stage.raw(ben), await stage.raw(chloe)]
  await befriend(mine, other)
  await mine.stop()
  witness.send('<presence/>')
  witness.send(`<message to='${anna}' type='chat' id='one'><body>The harbour at nine</body></message>`)
  const at = await stage.openAs(anna, chatWith(ben))
  for (const text of ['I bring bread', 'and cheese']) {
    await field(at).fill(text)
    await field(at).press('Enter')
    await message(at, text).waitFor()
  }
  await choose(at, 'The harbour', 'Select')
  const bar = at.getByRole('region', { name: 'Selected messages' })
  await bar.getByText('1 selected').waitFor()
  await message(at, 'I bring bread').click()
  await bar.getByText('2 selected').waitFor()
  expect(await axeViolations(at)).toEqual([])
  await bar.getByRole('button', { name: 'Forward' }).click()
  const dialog = at.getByRole('dialog', { name: 'Forward 2 messages' })
  await dialog.getByRole('checkbox', { name: chloe }).check()
  expect(await axeViolations(at)).toEqual([])
  await dialog.getByRole('button', { name: 'Send to 1 person' }).click()
  const heard = (): string[] => other.received.flatMap(stanza => stanza.getChildText('body') ?? [])
  await expect.poll(heard, { timeout: 20_000 }).toEqual([`${ben}:\n> The harbour at nine`, 'I bring bread'])

  await choose(at, 'I bring bread', 'Info')
  const about = at.getByRole('dialog', { name: 'About this message' })
  await about.getByText(/not end to end/).waitFor()
  expect(await axeViolations(at)).toEqual([])
  await at.keyboard.press('Escape')

  await choose(at, 'I bring bread', 'Select')
  await message(at, 'and cheese').click()
  await bar.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => log(at).getByText('This message was deleted').count()).toBe(2)
  const retracted = (): number => witness.received.filter(stanza => stanza.getChild('retract', 'urn:xmpp:message-retract:1')).length
  await expect.poll(retracted, { timeout: 20_000 }).toBe(2)
}, 120_000)

test('spoilers and names, as foreign clients send them and read them', async () => {
  const { anna, ben } = stage
  const [mine, witness] = [await stage.raw(anna), await stage.raw(ben)]
  await befriend(mine, witness)
  await mine.stop()
  const at = await stage.openAs(anna, chatWith(ben))
  witness.send(
    `<message to='${anna}' type='chat' id='a'><body>They all die</body><spoiler xmlns='urn:xmpp:spoiler:0'>Love story</spoiler></message>`,
  )
  const spoiler = log(at).getByRole('button', { name: 'Spoiler: Love story' })
  await spoiler.waitFor()
  await at.getByRole('list', { name: 'Conversations' }).getByText('Spoiler: Love story').waitFor()
  expect(await at.getByText('They all die').count()).toBe(0)
  await spoiler.click()
  await log(at).getByText('They all die').waitFor()
  witness.send(
    `<message to='${anna}' type='chat' id='b'><body>Ask @me</body><reference xmlns='urn:xmpp:reference:0' type='mention' begin='4' end='7' uri='xmpp:${anna}'/></message>`,
  )
  const chip = log(at).getByRole('link', { name: '@me' })
  await chip.waitFor()
  expect(await chip.getAttribute('href')).toBe(`#/people/${encodeURIComponent(anna)}`)

  await at.getByRole('button', { name: 'Add something else' }).click()
  await at.getByRole('menuitem', { name: 'Hide as a spoiler' }).click()
  await at.getByRole('textbox', { name: 'What is it about?' }).fill('The end')
  await field(at).focus()
  await at.keyboard.type(`@${ben.slice(0, 3)}`)
  await at.getByRole('option', { name: ben }).waitFor()
  expect(await axeViolations(at)).toEqual([])
  await at.keyboard.press('Enter')
  await expect.poll(() => field(at).inputValue()).toBe(`@${ben} `)
  await at.keyboard.type('will see')
  await at.keyboard.press('Enter')
  const told = (): string => String(witness.received.filter(stanza => stanza.getChild('body')).at(-1) ?? '')
  await waitFor(() => told().includes('will see'), { what: 'the message as a raw client sees it' })
  expect(told()).toContain('The end</spoiler>')
  expect(told()).toMatch(/uri=["']xmpp:ben/)
  expect(await log(at).getByText('will see').count()).toBe(0)
}, 120_000)
