import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { commentsNode, entryXml, publishXml } from '../servers/demo-world/entry.ts'
import { must } from '../servers/demo-world/world.ts'
import { axeViolations } from './support/axe.ts'
import { BLOG, makeBlog, makeCommunity, write } from './support/others.ts'
import { waitForStatus } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Write a comment' })
const comments = (page: Page): Locator => page.getByRole('region', { name: 'Comments' })
const saying = (page: Page, text: string): Locator => comments(page).getByRole('article').filter({ hasText: text })
const placeOf = (service: string, node: string, itemId: string): string =>
  `#/post/${[service, node, itemId].map(encodeURIComponent).join('/')}`

async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
  await saying(page, text).waitFor()
}

async function choose(comment: Locator, item: string): Promise<void> {
  await comment.getByRole('button', { name: 'More' }).click()
  await comment.page().getByRole('menuitem', { name: item, exact: true }).click()
}

async function isSent(page: Page): Promise<void> {
  await expect.poll(() => comments(page).getByText('Waiting to be sent').count(), { timeout: 20_000 }).toBe(0)
}

/** A post of Anna's in her own blog, at the addresses of its pages for her and for Ben. */
async function postOfAnna(title: string): Promise<{ here: Page; there: Page; at: string }> {
  const { anna, ben } = stage
  const here = await stage.openAs(anna)
  await here.getByRole('link', { name: 'New post' }).click()
  await here.getByRole('textbox', { name: 'Text' }).fill(title)
  await here.getByRole('button', { name: 'Publish', exact: true }).click()
  await here.getByRole('article', { name: title }).getByRole('button', { name: 'Comment' }).click()
  await expect.poll(() => here.getByText('Waiting to be sent').count()).toBe(0)
  const at = new URL(here.url()).hash
  const there = await stage.openAs(ben, at)
  await there.getByRole('article', { name: title }).waitFor()
  await field(there).waitFor()
  return { here, there, at }
}

describe('a conversation below a post', () => {
  test('answers and changes are seen live, in a second tab too, and its owner removes what does not belong there', async () => {
    const { anna, ben } = stage
    const baker = await stage.raw(anna)
    await makeBlog(baker)
    await write(baker, { itemId: 'other', title: 'Something else' })
    const { here, there, at } = await postOfAnna('Who bakes with rye?')
    await say(there, 'I do, every Sunday')
    await isSent(there)
    await saying(here, 'I do, every Sunday').getByRole('button', { name: 'Reply' }).click()
    await here.getByText(`Replying to ${ben}`).waitFor()
    expect(await field(here).evaluate(element => element === document.activeElement)).toBe(true)
    await say(here, 'Which flour?')
    await here.getByText(`Replying to ${ben}`).waitFor({ state: 'detached' })
    const answers = (page: Page): Locator => comments(page).getByRole('group', { name: 'Replies' })
    await answers(here).getByText('Which flour?').waitFor()

    // Who took part hears what is answered.
    await answers(there).getByText('Which flour?').waitFor()
    await saying(there, 'Which flour?').getByRole('button', { name: 'Reply' }).click()
    await say(there, 'The dark one')
    await answers(here).getByText('The dark one').waitFor()
    await saying(here, 'The dark one').getByText(`to ${anna}`).waitFor()

    await isSent(there)
    await choose(saying(there, 'The dark one'), 'Edit')
    await there.getByRole('textbox', { name: 'Change your comment' }).fill('The dark one, coarse')
    await there.keyboard.press('Control+Enter')
    await saying(here, 'The dark one, coarse').getByText('edited').waitFor()

    const second = await stage.tab(here.context(), at)
    await saying(second, 'The dark one, coarse').waitFor()
    await say(there, 'Buy my flour at a discount!')
    await saying(second, 'Buy my flour').waitFor()
    await choose(saying(here, 'Buy my flour'), 'Remove comment')
    for (const page of [here, second]) await saying(page, 'Buy my flour').waitFor({ state: 'detached' })
    await here.getByRole('button', { name: 'Undo' }).click()
    for (const page of [here, second]) await saying(page, 'Buy my flour').waitFor()
    await choose(saying(second, 'Buy my flour'), 'Remove comment')
    for (const page of [here, second]) await saying(page, 'Buy my flour').waitFor({ state: 'detached' })
    const witness = await stage.raw(ben)
    const node = commentsNode(decodeURIComponent(at.split('/').at(-1) ?? ''))
    await expect
      .poll(() => witness.itemTitles(anna, node), { timeout: 15_000 })
      .toEqual(['I do, every Sunday', 'Which flour?', 'The dark one, coarse'])
    await expect.poll(() => here.getByRole('button', { name: 'Comment 3' }).count()).toBe(1)
    expect(await axeViolations(here)).toEqual([])
  })

  test('what is said and changed without a connection waits in sight, through a reload, and arrives once and in order', async () => {
    const { anna, ben } = stage
    const { here, there, at } = await postOfAnna('Say something')
    await say(there, 'Before the storm')
    await isSent(there)
    await saying(here, 'Before the storm').waitFor()
    await there.evaluate(() => navigator.serviceWorker.ready)
    await stage.goDark(there.context())
    await choose(saying(there, 'Before the storm'), 'Edit')
    await there.getByRole('textbox', { name: 'Change your comment' }).fill('Before the great storm')
    await there.getByRole('region', { name: 'Comments' }).getByRole('button', { name: 'Save' }).click()
    await saying(there, 'Before the great storm').getByText('Waiting to be sent').waitFor()
    await saying(there, 'Before the great storm').getByRole('button', { name: 'Reply' }).click()
    await say(there, 'I am still here')
    await saying(there, 'Before the great storm').getByRole('button', { name: 'Reply' }).click()
    await field(there).fill('Half a word')
    await there.reload()
    await saying(there, 'I am still here').getByText('Waiting to be sent').waitFor()
    await there.getByText(`Replying to ${ben}`).waitFor()
    await expect.poll(() => field(there).inputValue()).toBe('Half a word')

    await stage.goLight(there.context())
    await waitForStatus(there, 'Online', 60_000)
    await isSent(there)
    const witness = await stage.raw(ben)
    const node = commentsNode(decodeURIComponent(at.split('/').at(-1) ?? ''))
    expect(await witness.itemTitles(anna, node)).toEqual(['Before the great storm', 'I am still here'])
    await saying(here, 'Before the great storm').getByText('edited').waitFor()
    await comments(here).getByRole('group', { name: 'Replies' }).getByText('I am still here').waitFor()
    expect(await comments(here).getByRole('article').count()).toBe(2)
  })
})

describe('a post with very many answers', () => {
  test('draws the newest at once, earlier ones on request to the very first', async () => {
    const { anna, ben } = stage
    const writer = await stage.raw(anna)
    await makeBlog(writer)
    await write(writer, { itemId: 'much', title: 'Much discussed' })
    const node = commentsNode('much')
    const total = 1200
    for (let index = 1; index <= total; index += 1) {
      const id = `c${index}`
      const title = index % 100 === 0 ? '♥' : `Remark number ${index}`
      const entry = entryXml({
        service: anna,
        node,
        itemId: id,
        author: { jid: anna, name: 'Anna' },
        title,
        text: undefined,
        tags: [],
        at: Date.now() - (total - index) * 60_000,
      })
      await must(writer, 'set', null, publishXml(node, id, entry))
    }
    const page = await stage.openAs(ben, placeOf(anna, BLOG, 'much'))
    await saying(page, `Remark number ${total - 1}`).waitFor({ timeout: 20_000 })
    expect(await comments(page).getByRole('article').count()).toBe(100)
    const earlier = page.getByRole('button', { name: 'Show earlier comments' })
    let turns = 0
    while (await earlier.isVisible()) {
      const before = await comments(page).getByRole('article').count()
      await earlier.click()
      await expect.poll(() => comments(page).getByRole('article').count(), { timeout: 20_000 }).toBeGreaterThan(before)
      turns += 1
      expect(turns).toBeLessThan(30)
    }
    await saying(page, 'Remark number 1').first().waitFor()
    expect(await comments(page).getByRole('article').count()).toBe(total - total / 100)
    await page.getByRole('button', { name: 'Comment 1.2K' }).waitFor()
  }, 180_000)
})

describe('reactions', () => {
  test('to a post in a community are chosen, seen at once by whoever has it open, counted with who, and taken back', async () => {
    const { anna, ben, server } = stage
    const node = `smiles-${anna.split('@')[0]}`
    const founder = await stage.raw(anna)
    await makeCommunity(founder, server.pubsub, node, 'Smiles')
    const here = await stage.openAs(anna, `#/communities/${server.pubsub}/${node}`)
    await here.getByText('You may post here').waitFor()
    await here.getByRole('link', { name: 'Write here' }).click()
    await here.getByRole('textbox', { name: 'Text' }).fill('How do you feel today?')
    await here.getByRole('button', { name: 'Publish', exact: true }).click()
    const post = here.getByRole('article', { name: 'How do you feel today?' })
    await post.getByRole('button', { name: 'Comment' }).click()
    await field(here).waitFor()
    const at = new URL(here.url()).hash
    const line = (page: Page): Locator => page.getByRole('region', { name: 'Reactions' })

    const there = await stage.openAs(ben, at)
    await there.getByRole('button', { name: 'React' }).click()
    await there.getByRole('button', { name: '🎉' }).click()
    await line(there)
      .getByRole('button', { name: `🎉 1 person: ${ben}`, pressed: true })
      .waitFor()
    await expect
      .poll(async () =>
        String(
          await founder.iq(
            'get',
            server.pubsub,
            `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:pubsub-attachments:1/xmpp:${server.pubsub}?;node=${encodeURIComponent(node)};item=${at.split('/').at(-1) ?? ''}'/></pubsub>`,
          ),
        ),
      )
      .toContain('🎉')
    // Seen where the post is open, without a reload.
    const theirs = line(here).getByRole('button', { name: `🎉 1 person: ${ben}` })
    await theirs.click()
    const both = line(here).getByRole('button', { name: /^🎉 2 people/, pressed: true })
    await both.waitFor()
    await line(here).getByRole('button', { name: 'Who reacted' }).click()
    await here.getByRole('dialog', { name: 'Who reacted' }).getByRole('link', { name: ben }).waitFor()
    expect(await axeViolations(here)).toEqual([])
    await here.keyboard.press('Escape')
    await line(there)
      .getByRole('button', { name: /^🎉 2 people/ })
      .waitFor()
    await both.click()
    await theirs.waitFor()
    await line(there)
      .getByRole('button', { name: `🎉 1 person: ${ben}` })
      .waitFor()
  })
})
