import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { landscape } from '../servers/demo-world/picture.ts'
import type { RawClient } from '../support/raw-client.ts'
import { waitFor } from '../support/wait-for.ts'
import { BLOG, makeBlog, write } from './support/others.ts'
import { goTo, waitForStatus } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const article = (page: Page, name: string): Locator => page.getByRole('article', { name })
const PUBSUB = 'http://jabber.org/protocol/pubsub'

async function publish(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: 'New post' }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill(text)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await article(page, text).waitFor()
}

async function chooseFromMenu(post: Locator, item: string): Promise<void> {
  await post.getByRole('button', { name: 'More' }).click()
  await post.page().getByRole('menuitem', { name: item, exact: true }).click()
}

/** Items of a node as an independent client finds them: title, and how many pictures hang on it. */
async function items(client: RawClient, service: string, node: string): Promise<[string, number][]> {
  const answer = await client.iq('get', service, `<pubsub xmlns='${PUBSUB}'><items node='${node}'/></pubsub>`)
  const found = answer.getChild('pubsub')?.getChild('items')?.getChildren('item') ?? []
  return found.map(item => {
    const entry = item.getChild('entry')
    const pictures = entry?.getChildren('link').filter(({ attrs }) => attrs['rel'] === 'enclosure') ?? []
    return [entry?.getChildText('title') ?? '', pictures.length]
  })
}

test('a post with three pictures, an edit, a like, a comment and a deletion, written in the dark and left with the tab: each arrives once, in order', async () => {
  const { anna, ben } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  await write(writer, { itemId: 'one', title: 'Notes from the harbour', text: 'Gulls, mostly.' })
  const first = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await first.getByRole('button', { name: 'Follow' }).click()
  await first.getByRole('button', { name: 'Unfollow' }).waitFor()
  for (const text of ['To be changed', 'To be taken back']) {
    await publish(first, text)
    await expect.poll(() => article(first, text).getByText('Waiting to be sent').count()).toBe(0)
  }
  await article(first, 'Notes from the harbour').waitFor()
  await first.evaluate(() => navigator.serviceWorker.ready)

  const context = first.context()
  await stage.goDark(context)
  await first.getByRole('link', { name: 'New post' }).click()
  await first.getByRole('textbox', { name: 'Text' }).fill('Three of them')
  const chooser = first.waitForEvent('filechooser')
  await first.getByRole('button', { name: 'Add pictures or files' }).click()
  await (
    await chooser
  ).setFiles(
    ['a', 'b', 'c'].map((name, index) => ({
      name: `${name}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(landscape(index + 1, 400, 300)),
    })),
  )
  await expect.poll(() => first.getByRole('list', { name: 'Pictures and files' }).getByRole('listitem').count()).toBe(3)
  await first.getByRole('button', { name: 'Publish', exact: true }).click()
  await article(first, 'Three of them').getByText('Waiting to be sent').waitFor()

  await chooseFromMenu(article(first, 'To be changed'), 'Edit')
  await first.getByRole('textbox', { name: 'Text' }).fill('Changed in the dark')
  await first.getByRole('button', { name: 'Publish changes' }).click()
  await goTo(first, 'Feed')
  await article(first, 'Notes from the harbour').getByRole('button', { name: 'Like' }).click()
  await article(first, 'Notes from the harbour').getByRole('button', { name: 'Like 1', pressed: true }).waitFor()
  await article(first, 'Notes from the harbour').getByRole('button', { name: 'Comment' }).click()
  await first.getByRole('textbox', { name: 'Write a comment' }).fill('Said in the dark')
  await first.getByRole('button', { name: 'Send' }).click()
  await first.getByText('Said in the dark').waitFor()
  await goTo(first, 'Feed')
  await chooseFromMenu(article(first, 'To be taken back'), 'Delete')
  await expect.poll(() => article(first, 'To be taken back').count()).toBe(0)
  await first.close()

  await stage.goLight(context)
  const second = await stage.tab(context)
  await waitForStatus(second, 'Online', 60_000)
  const [witness, reader] = [await stage.raw(anna), await stage.raw(ben)]
  const own = (): Promise<[string, number][]> => items(witness, anna, BLOG)
  await waitFor(async () => (await own()).some(([title]) => title === 'Three of them'), { what: 'the post', timeoutMs: 40_000 })
  await waitFor(async () => (await own()).length === 2, { what: 'the deletion', timeoutMs: 40_000 })
  expect((await own()).toSorted(([one], [other]) => one.localeCompare(other))).toEqual([
    ['Changed in the dark', 0],
    ['Three of them', 3],
  ])
  const said = (): Promise<[string, number][]> => items(reader, ben, `${BLOG}:comments/one`)
  await waitFor(async () => (await said()).length === 2, { what: 'the like and the comment', timeoutMs: 40_000 })
  expect((await said()).map(([title]) => title)).toEqual(['♥', 'Said in the dark'])
  await goTo(second, 'Feed')
  await expect.poll(() => second.getByText('Waiting to be sent').count()).toBe(0)
  expect(await article(second, 'Three of them').getByRole('img').count()).toBe(3)
}, 180_000)
