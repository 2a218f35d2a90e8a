import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { landscape } from '../servers/demo-world/picture.ts'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { BLOG, makeBlog, makeCommunity, write } from './support/others.ts'
import { goTo } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const article = (page: Page, name: string): Locator => page.getByRole('article', { name })
const place = (address: string): string => `${stage.url}#/people/${encodeURIComponent(address)}`

async function compose(page: Page, text: string, title = ''): Promise<void> {
  await page.getByRole('link', { name: 'New post' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Text' }).fill(text)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
}

async function follow(page: Page, whom: string): Promise<void> {
  await page.goto(place(whom))
  await page.getByRole('button', { name: 'Follow' }).click()
  await page.getByRole('button', { name: 'Unfollow' }).waitFor()
}

async function chooseFromMenu(post: Locator, item: string): Promise<void> {
  await post.getByRole('button', { name: 'More' }).click()
  await post.page().getByRole('menuitem', { name: item, exact: true }).click()
}

describe('a post', () => {
  test('goes from the composer to a reader behind the pill, comes back with a like and a comment, is edited and taken back', async () => {
    const { anna, ben } = stage
    const [here, there] = await Promise.all([stage.openAs(anna), stage.openAs(ben)])
    await compose(here, 'The first of all my posts')
    await article(here, 'The first of all my posts').waitFor()
    await expect.poll(() => article(here, 'The first of all my posts').getByText('Waiting to be sent').count()).toBe(0)
    await follow(there, anna)
    await goTo(there, 'Feed')
    await article(there, 'The first of all my posts').waitFor()

    await compose(here, 'Rye, salt, water and a day of patience.', 'Bread at last')
    await here.waitForURL(`${stage.url}#/feed`)
    await article(here, 'Bread at last').waitFor()
    const pill = there.getByRole('button', { name: '1 new post' })
    await pill.waitFor()
    expect(await article(there, 'Bread at last').count()).toBe(0)
    await pill.click()
    await article(there, 'Bread at last').getByRole('link', { name: 'Bread at last' }).click()

    await there.getByRole('heading', { level: 1, name: 'Post' }).waitFor()
    await article(there, 'Bread at last').getByRole('button', { name: 'Like' }).click()
    await there.getByRole('textbox', { name: 'Write a comment' }).fill('Keep me a slice!')
    await there.getByRole('button', { name: 'Send' }).click()
    await there
      .getByRole('article', { name: `Comment by ${ben}` })
      .getByText('Keep me a slice!')
      .waitFor()

    await article(here, 'Bread at last').getByRole('button', { name: 'Like 1' }).waitFor()
    await article(here, 'Bread at last').getByRole('button', { name: 'Comment 1' }).waitFor()
    await here.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Notifications (2 new notifications)' }).click()
    const notifications = here.getByRole('list', { name: 'Notifications' })
    await notifications.getByRole('link', { name: 'likes your post' }).waitFor()
    await notifications.getByRole('link', { name: 'commented on your post' }).click()
    await here
      .getByRole('article', { name: `Comment by ${ben}` })
      .getByText('Keep me a slice!')
      .waitFor()
    await here.getByRole('region', { name: 'People who like this' }).getByRole('link', { name: ben }).waitFor()

    await chooseFromMenu(article(here, 'Bread at last'), 'Edit')
    await here.getByRole('textbox', { name: 'Title' }).fill('Bread, better')
    await here.getByRole('button', { name: 'Publish changes' }).click()
    await article(there, 'Bread, better').getByText('edited').waitFor()
    await article(there, 'Bread, better').getByRole('button', { name: 'Like 1', pressed: true }).waitFor()

    const witness = await stage.raw(anna)
    const commentNodes = async (): Promise<number> => {
      const answer = String(await witness.iq('get', anna, "<query xmlns='http://jabber.org/protocol/disco#items'/>"))
      return answer.match(/node="urn:xmpp:microblog:0:comments\//g)?.length ?? 0
    }
    const nodesBefore = await commentNodes()
    await chooseFromMenu(article(here, 'Bread, better'), 'Delete')
    await here.waitForURL(`${stage.url}#/feed`)
    await here.getByRole('button', { name: 'Undo' }).click()
    await here.waitForURL(/#\/post\//)
    await chooseFromMenu(article(here, 'Bread, better'), 'Delete')
    await here.waitForURL(`${stage.url}#/feed`)
    await article(here, 'The first of all my posts').waitFor()
    await expect.poll(() => article(here, 'Bread, better').count()).toBe(0)
    // Somebody who has it open is told, not left in front of a page that never comes.
    await there.getByRole('heading', { name: 'This post is not here' }).waitFor()
    await there.getByText('It may have been deleted.').waitFor()
    expect(await witness.itemTitles(anna, BLOG)).toEqual(['The first of all my posts'])
    await expect.poll(commentNodes).toBe(nodesBefore - 1)
  })
})

describe('a community', () => {
  test('is found on the server, opened and followed, comes into the feed live, and takes a post once', async () => {
    const { anna, ben, chloe, server } = stage
    const node = `gardeners-${anna.split('@')[0]}`
    const founder = await stage.raw(chloe)
    await makeCommunity(founder, server.pubsub, node, 'Gardeners of all lands')
    await write(founder, { service: server.pubsub, node, itemId: 'one', title: 'When to prune', text: 'Before the sap rises.' })
    const [here, there] = await Promise.all([stage.openAs(anna), stage.openAs(ben)])

    await goTo(here, 'Communities')
    await here.getByRole('link', { name: server.pubsub, exact: true }).click()
    await here.getByRole('link', { name: 'Gardeners of all lands' }).click()
    await article(here, 'When to prune').getByText('Before the sap rises.').waitFor()
    await here.getByText('You may post here').waitFor()
    await here.getByRole('button', { name: 'Follow' }).click()
    await here.getByRole('button', { name: 'Unfollow' }).waitFor()
    await there.goto(`${stage.url}#/communities/${server.pubsub}/${node}`)
    await there.getByRole('button', { name: 'Follow' }).click()
    await there.getByRole('button', { name: 'Unfollow' }).waitFor()
    for (const page of [here, there]) {
      await goTo(page, 'Feed')
      await article(page, 'When to prune').getByRole('link', { name: 'Gardeners of all lands' }).waitFor()
    }

    await article(here, 'When to prune').getByRole('link', { name: 'Gardeners of all lands' }).click()
    await here.getByRole('link', { name: 'Write here' }).click()
    const target = here.getByRole('combobox', { name: 'Publish to' })
    expect(await target.evaluate(field => (field as HTMLSelectElement).selectedOptions[0]?.label)).toContain('Gardeners of all lands')
    await here.getByRole('textbox', { name: 'Title' }).fill('Slugs')
    await here.getByRole('textbox', { name: 'Text' }).fill('They came at night.')
    await here.keyboard.press('Control+Enter')
    await article(here, 'Slugs').waitFor()
    await there.getByRole('button', { name: '1 new post' }).click()
    await article(there, 'Slugs').getByText('They came at night.').waitFor()
    expect((await founder.itemTitles(server.pubsub, node)).toSorted()).toEqual(['Slugs', 'When to prune'])
    expect(await article(here, 'Slugs').count()).toBe(1)

    // Where one may post was asked once and is known without a network too.
    await stage.goDark(here.context())
    await here.getByRole('link', { name: 'New post' }).click()
    await expect.poll(() => target.getByRole('option', { name: 'Gardeners of all lands' }).count()).toBe(1)
    await here.goBack()
    await stage.goLight(here.context())
    await here.getByRole('button', { name: 'Unfollow' }).click()
    await goTo(here, 'Feed')
    await here.getByText('Your feed is still quiet').waitFor()
    expect(await here.getByRole('article').count()).toBe(0)
  })
})

describe('pictures', () => {
  /** Somebody else's web server, which would learn who looks at what. */
  let pictures: Server
  let asked: string[] = []
  let url = ''
  beforeAll(async () => {
    const body = landscape(7, 960, 600)
    pictures = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': body.length }).end(body)
    })
    await new Promise<void>(resolve => pictures.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise(resolve => pictures.close(resolve)))

  test('of a stranger are asked of nobody before consent, take the same room before and after, and the consent is kept', async () => {
    const { anna, ben, server } = stage
    asked = []
    const writer = await stage.raw(anna)
    await makeBlog(writer)
    const own = await uploadPicture(writer, server.upload, 3)
    await write(writer, { itemId: 'p0', title: 'Below all', text: 'Only words.' })
    await write(writer, { itemId: 'p1', title: 'On our own server', text: 'A hill.', pictureUrl: own.url })
    await write(writer, { itemId: 'p2', title: 'Somewhere else', text: 'Another hill.', pictureUrl: `${url}/two.png` })
    await write(writer, { itemId: 'p3', title: 'Elsewhere again', text: 'A third hill.', pictureUrl: `${url}/three.png` })
    // High enough for all of it: what is out of sight is not drawn.
    const page = await stage.openAs(ben, '', { viewport: { width: 1440, height: 2600 } })
    await follow(page, anna)
    await goTo(page, 'Feed')
    await article(page, 'Below all').waitFor()

    // The own server sees every request anyway: nothing is asked back for it.
    await waitUntilLoaded(article(page, 'On our own server'))
    const [second, third] = [article(page, 'Somewhere else'), article(page, 'Elsewhere again')]
    await second.getByText(/Not loaded yet: 127\.0\.0\.1\S* would see that you look at it\./).waitFor()
    expect(asked).toEqual([])
    const before = await shapes(page)

    await second.getByRole('button', { name: 'Show picture' }).click()
    await waitUntilLoaded(second)
    expect(asked).toEqual(['/two.png'])
    expect(await third.locator('img[src^="http"]').count()).toBe(0)

    await third.getByRole('button', { name: `Always show from ${anna}` }).click()
    await waitUntilLoaded(third)
    expect(await shapes(page)).toEqual(before)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.reload()
    await waitUntilLoaded(article(page, 'Elsewhere again'))
    expect(await layoutShifts(page)).toEqual([])
    await waitUntilLoaded(article(page, 'Somewhere else'))
    expect(new Set(asked)).toEqual(new Set(['/two.png', '/three.png']))
  })

  /** What moved by itself since the page was opened (web.dev/cls): which element, from where to where. */
  async function layoutShifts(page: Page): Promise<string[]> {
    return await page.evaluate(async () => {
      type Shift = PerformanceEntry & { sources: { node: Element | null; previousRect: DOMRect; currentRect: DOMRect }[] }
      const place = ({ x, y, width, height }: DOMRect) => `${width}×${height} at ${x},${y}`
      const shifts: string[] = []
      const add = (list: PerformanceObserverEntryList) => {
        for (const { sources } of list.getEntries() as Shift[])
          for (const { node, previousRect, currentRect } of sources)
            shifts.push(`${node?.tagName} ${node?.textContent?.slice(0, 40)}: ${place(previousRect)} to ${place(currentRect)}`)
      }
      new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true })
      // What was kept comes in a task of its own, and so does what the next frame brings.
      for (let frame = 0; frame < 3; frame += 1) await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
      return shifts
    })
  }

  async function waitUntilLoaded(post: Locator): Promise<void> {
    await post.scrollIntoViewIfNeeded()
    const picture = post.locator('img[src^="http"]')
    await expect.poll(() => picture.evaluate(image => (image as HTMLImageElement).naturalWidth), { timeout: 10_000 }).toBeGreaterThan(0)
  }

  /** Height of every row and its distance from the top of the page. */
  async function shapes(page: Page): Promise<string[]> {
    return await page
      .getByRole('article')
      .evaluateAll(rows =>
        rows.map(
          row =>
            `${row.querySelector('h2')?.textContent}: ${row.getBoundingClientRect().height} at ${row.getBoundingClientRect().top + scrollY}`,
        ),
      )
  }
})
