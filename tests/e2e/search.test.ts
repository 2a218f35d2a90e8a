import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { must } from '../servers/demo-world/world.ts'
import { waitFor } from '../support/wait-for.ts'
import { BLOG, makeBlog, write } from './support/others.ts'
import { goTo } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const group = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true }).getByRole('link')
const field = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search' })

/** Ben and Chloe have blogs that Anna follows, and both wrote to her. */
async function seenByAnna(): Promise<Page> {
  const { anna, ben, chloe } = stage
  const [benWrites, chloeWrites] = [await stage.raw(ben), await stage.raw(chloe)]
  await makeBlog(benWrites)
  await write(benWrites, { itemId: 'one', title: 'Gänseblümchen', text: 'Daisies by the harbour wall.' })
  await write(benWrites, { itemId: 'two', title: '東京タワーの夜景', text: 'The harbour at night.' })
  await makeBlog(chloeWrites)
  await write(chloeWrites, { itemId: 'three', title: 'قرأت والكتاب أمس', text: 'Read at the harbour.' })
  benWrites.send(`<message to='${anna}' type='chat' id='m1'><body>Meet me at the harbour https://example.org</body></message>`)
  chloeWrites.send(`<message to='${anna}' type='chat' id='m2'><body>The harbour is closed</body></message>`)
  const page = await stage.openAs(anna)
  for (const person of [ben, chloe]) {
    await page.goto(`${stage.url}#/people/${encodeURIComponent(person)}`)
    await page.getByRole('button', { name: 'Follow' }).click()
    await page.getByRole('button', { name: 'Unfollow' }).waitFor()
    // What comes when the feed is open waits behind its pill.
    await page.getByRole('article').first().waitFor()
  }
  await goTo(page, 'Feed')
  for (const title of ['Gänseblümchen', '東京タワーの夜景', 'قرأت والكتاب أمس']) await page.getByRole('article', { name: title }).waitFor()
  return page
}

async function look(page: Page, typed: string): Promise<void> {
  await field(page).fill(typed)
}

/** These and no others, as soon as they are there. */
async function shows(page: Page, name: string, texts: readonly string[]): Promise<void> {
  const fits = async (): Promise<string> => {
    const found = await group(page, name).allTextContents()
    const isAll = found.length === texts.length && texts.every(text => found.some(row => row.includes(text)))
    return isAll ? 'all of them' : found.join(' | ')
  }
  await expect.poll(fits, { timeout: 15_000 }).toBe('all of them')
}

describe('everything that was seen', () => {
  test('is found as one types, offline as well, by words of any script and by filters', async () => {
    const page = await seenByAnna()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await waitFor(() => page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'), { what: 'a service worker' })
    await goTo(page, 'Search')
    await look(page, 'harb')
    await shows(page, 'Posts', ['Gänseblümchen', '東京タワーの夜景', 'قرأت والكتاب أمس'])
    await shows(page, 'Messages', ['Meet me', 'closed'])
    await stage.goDark(page.context())
    await page.reload()
    await look(page, 'ganseblu')
    await shows(page, 'Posts', ['Gänseblümchen'])
    await look(page, '夜景')
    await shows(page, 'Posts', ['東京タワーの夜景'])
    await look(page, 'كتاب')
    await shows(page, 'Posts', ['قرأت والكتاب أمس'])
    await look(page, `"the harbour" author:${stage.ben}`)
    await shows(page, 'Posts', ['Gänseblümchen', '東京タワーの夜景'])
    await shows(page, 'Messages', ['Meet me'])
    await look(page, `harbour has:link`)
    await shows(page, 'Messages', ['Meet me'])
    await page.getByRole('button', { name: 'Remove has:link' }).click()
    await shows(page, 'Messages', ['Meet me', 'closed'])
    await look(page, 'harbour before:2020')
    await page.getByText('Nothing found').waitFor()
    await look(page, 'closed')
    await shows(page, 'Messages', ['closed'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('log', { name: 'Messages' }).getByText('The harbour is closed').waitFor()
  })

  test('leaves the search when it is taken back', async () => {
    const page = await seenByAnna()
    const ben = await stage.raw(stage.ben)
    await page.goto(`${stage.url}#/search?q=daisies`)
    await shows(page, 'Posts', ['Gänseblümchen'])
    await must(
      ben,
      'set',
      null,
      `<pubsub xmlns='http://jabber.org/protocol/pubsub'><retract node='${BLOG}' notify='true'><item id='one'/></retract></pubsub>`,
    )
    await page.getByText('Nothing found').waitFor()
  })
})
