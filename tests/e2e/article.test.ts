import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commentsNode, publishXml } from '../servers/demo-world/entry.ts'
import { landscape } from '../servers/demo-world/picture.ts'
import { must } from '../servers/demo-world/world.ts'
import { startProsody } from '../servers/prosody.ts'
import { befriend } from '../support/befriend.ts'
import { axeViolations } from './support/axe.ts'
import { BLOG, makeBlog, makeCommunity } from './support/others.ts'
import { waitUntilCaughtUp } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage(startProsody, { webAddress: 'https://read.example/' })

const article = (page: Page, name: string | RegExp): Locator => page.getByRole('article', { name })
const textOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Text', exact: true })

const nameOf = (address: string): string => address.replace(/@.*$/, '')

const ARABIC = 'الخبز يحتاج إلى الصبر'
const MARKDOWN = `## What it takes

- flour
- water

1. mix
2. wait

> Patience is an ingredient.

Call \`bake()\`, see [the mill](https://mill.example/rye) and ~~hurry~~.

\`\`\`
bake(190)
\`\`\`

| what | how much |
| --- | --- |
| rye | 500 g |

![A sack](https://pictures.example/sack.png)

${ARABIC}

More of #Sauerteig, says `

/** Whether a piece of text stands at the left or the right of what it is in. */
async function sideOf(block: Locator): Promise<'left' | 'right'> {
  return await block.evaluate(element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    const [words, room] = [range.getClientRects()[0] ?? new DOMRect(), element.getBoundingClientRect()]
    return words.left - room.left < room.right - words.right ? 'left' : 'right'
  })
}

test('an article with all that Markdown has, a tag and a person goes out whole, is read as it was written, and is passed on by its address on the web', async () => {
  const { anna, ben } = stage
  const [owner, friend] = [await stage.raw(anna), await stage.raw(ben)]
  await befriend(owner, friend)
  const page = await stage.openAs(anna, '#/compose')
  await waitUntilCaughtUp(page)
  const asked: string[] = []
  page.on('request', request => {
    if (request.url().includes('pictures.example')) asked.push(request.url())
  })
  await page.getByRole('textbox', { name: 'Title' }).fill('Rye, slowly #Brot')
  // Each line of it runs as its own first letter says.
  await textOf(page).fill(ARABIC)
  expect(await textOf(page).evaluate(field => getComputedStyle(field).direction)).toBe('rtl')
  await textOf(page).fill(MARKDOWN)
  await textOf(page).press('ControlOrMeta+End')
  await page.keyboard.type(`@${ben.slice(0, 3)}`)
  await page.getByRole('option', { name: nameOf(ben) }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => textOf(page).inputValue()).toContain(`](xmpp:${ben}) `)
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.locator('table').waitFor()
  expect(await sideOf(preview.getByText(ARABIC))).toBe('right')
  expect(await sideOf(preview.getByText('More of'))).toBe('left')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add pictures or files' }).click()
  await (await chooser).setFiles([{ name: 'loaf.png', mimeType: 'image/png', buffer: landscape(7, 600, 400) }])
  await page.getByRole('textbox', { name: 'What does it show?' }).fill('A loaf')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const mine = article(page, /Rye, slowly/)
  await mine.waitFor()
  await expect.poll(() => mine.getByText(/Waiting to be sent|Sending files/).count(), { timeout: 20_000 }).toBe(0)

  const answer = await owner.iq('get', anna, `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${BLOG}'/></pubsub>`)
  const item = answer.getChild('pubsub')?.getChild('items')?.getChild('item')
  const entry = item?.getChild('entry')
  const here = `xmpp:${anna}?;node=${BLOG};item=${item?.attrs['id']}`
  const links = (rel: string) => (entry?.getChildren('link') ?? []).filter(({ attrs }) => attrs['rel'] === rel).map(({ attrs }) => attrs)
  expect(entry?.getChildText('title')).toBe('Rye, slowly #Brot')
  expect(entry?.getChild('author')?.getChildText('uri')).toBe(`xmpp:${anna}`)
  expect(entry?.getChild('author')?.getChildText('name')).not.toBe('')
  expect(entry?.getChildText('generator')).toBe('Kith')
  expect(entry?.getChildText('published')).toBe(entry?.getChildText('updated'))
  expect(entry?.getChildren('category').map(({ attrs }) => attrs['term'])).toEqual(['brot', 'sauerteig'])
  expect(links('alternate')[0]).toEqual({ rel: 'alternate', href: here })
  expect(links('alternate')[1]?.['href']).toMatch(/^https:\/\/read\.example\//)
  expect(links('replies')).toEqual([{ rel: 'replies', title: 'comments', href: expect.stringContaining(`xmpp:${anna}?;node=`) }])
  const picture = { rel: 'enclosure', type: 'image/png', title: 'A loaf', length: expect.any(String), href: expect.any(String) }
  expect(links('enclosure')).toEqual([picture])
  const contents = entry?.getChildren('content') ?? []
  for (const tag of ['h2', 'ul', 'ol', 'blockquote', 'pre', 'code', 'table', 'del', 'img']) expect(String(contents[0])).toContain(`<${tag}`)
  expect(contents.map(({ attrs }) => attrs['type'])).toEqual(['xhtml', 'text'])
  expect(contents[1]?.getText()).toContain('> Patience is an ingredient.')

  const there = await stage.openAs(ben, `#/post/${[anna, BLOG, String(item?.attrs['id'])].map(encodeURIComponent).join('/')}`)
  const read = article(there, /Rye, slowly/)
  await read.locator('table').waitFor()
  expect(await sideOf(read.getByText(ARABIC))).toBe('right')
  expect(await sideOf(read.getByText('Patience is'))).toBe('left')
  await read.getByRole('link', { name: `@${nameOf(ben)}` }).waitFor()
  await read.getByRole('link', { name: '#Sauerteig' }).first().waitFor()
  // A contact's own host may be asked, somebody else's not before somebody wants it.
  expect(asked).toEqual([])
  const web = String(links('alternate')[1]?.['href'])
  await there.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await read.getByRole('button', { name: 'Share' }).click()
  await there.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect.poll(() => there.evaluate(() => navigator.clipboard.readText())).toBe(web)
})

test('a card says who, where, when and for whom, folds what is long, and believes nobody who speaks for somebody else', async () => {
  const { anna, ben, chloe, server } = stage
  const writer = await stage.raw(ben)
  const node = `harbour-${nameOf(anna)}`
  const atom = `xmlns='http://www.w3.org/2005/Atom'`
  const signed = `<author><name>Chloe</name><uri>xmpp:${chloe}</uri></author>`
  const file = (url: string, type: string, title: string, length: number): string =>
    `<link rel='enclosure' href='${url}' type='${type}' title='${title}' length='${length}'/>`
  const sea = `The sea was calm. ${'And so on, for a long while. '.repeat(60)}`
  const entry = [
    `<entry ${atom}><title type='html'>Notes &amp;amp; &amp;lt;b&amp;gt;queries&amp;lt;/b&amp;gt;</title>${signed}`,
    `<published>2026-11-02T08:00:00Z</published><updated>2026-11-02T08:00:00Z</updated>`,
    `<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>${sea}</p><p>The last words.</p></div></content>`,
    `<content type='html'>&lt;p&gt;${sea}&lt;/p&gt;</content><content type='text'>${sea}</content>`,
    `<category term='sea'/><link rel='related' href='https://harbour.example/' title='The harbour' description='Ships and gulls'/>`,
    file('https://harbour.example/huge.png', 'image/png', 'Every ship there is', 31 * 1024 * 1024),
    file('https://harbour.example/tide.pdf', 'application/pdf', 'tide.pdf', 20_000),
    // A blog is no place for comments: whoever answered would publish there.
    `<link rel='replies' title='comments' href='xmpp:${anna}?;node=${encodeURIComponent(BLOG)}'/>`,
    `<geoloc xmlns='http://jabber.org/protocol/geoloc'><lat>53.54</lat><lon>9.98</lon><text>At the quay</text></geoloc></entry>`,
  ].join('')
  await makeCommunity(writer, server.pubsub, node, 'The harbour')
  await must(writer, 'set', server.pubsub, publishXml(node, 'notes', entry))
  await makeCommunity(writer, ben, 'garden', 'The garden')
  const elsewhere = `<link rel='replies' title='comments' href='xmpp:${server.pubsub}?;node=${commentsNode('claim')}'/>`
  await must(writer, 'set', null, publishXml('garden', 'claim', `<entry ${atom}><title>Give me money</title>${signed}${elsewhere}</entry>`))

  const page = await stage.openAs(anna, `#/communities/${server.pubsub}/${node}`)
  const asked: string[] = []
  page.on('request', request => {
    if (request.url().includes('harbour.example')) asked.push(request.url())
  })
  const card = article(page, /^Notes & /)
  await card.getByRole('link', { name: ben }).waitFor()
  expect(await card.getByText(chloe).count()).toBe(0)
  await card.getByRole('link', { name: 'The harbour', exact: true }).waitFor()
  await card.getByTitle('Everyone can see this.').waitFor()
  expect(await card.locator('time').getAttribute('title')).toContain('Monday, 2 November 2026')
  await card.getByText('At the quay').waitFor()
  await card.getByRole('link', { name: /The harbour.*Ships and gulls/ }).waitFor()
  await card.getByRole('link', { name: /Every ship there is.*too large to be shown by itself/ }).waitFor()
  await card.getByRole('link', { name: /tide\.pdf.*20 kB/ }).waitFor()
  await card.getByRole('link', { name: '#sea' }).waitFor()
  expect(await card.getByText('The last words.').count()).toBe(0)
  await card.getByRole('button', { name: 'Continue reading' }).click()
  await card.getByText('The last words.').waitFor()
  expect(await card.getByRole('button', { name: 'Like' }).isDisabled()).toBe(true)
  await card.locator('time').click()
  await page.getByText('This post takes no likes and no comments.').waitFor()
  expect(await axeViolations(page)).toEqual([])

  await page.goto(`${stage.url}#/communities/${encodeURIComponent(ben)}/garden`)
  const claim = article(page, 'Give me money')
  await claim.getByText('not confirmed').waitFor()
  await claim.locator('time').click()
  await page.getByText('The server does not confirm who wrote this. The name is only claimed in the post.').waitFor()
  await page.getByText(`Likes and comments of this post are kept by ${server.pubsub}, which also learns who reads them.`).waitFor()
  expect(asked).toEqual([])
})

test('a post is given to the share sheet of the system, and a sheet that is closed is no failure', async () => {
  const { anna, ben } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  await must(
    writer,
    'set',
    null,
    publishXml(BLOG, 'ferry', `<entry xmlns='http://www.w3.org/2005/Atom'><title>The ferry is late</title></entry>`),
  )
  const page = await stage.openAs(anna)
  await page.addInitScript(() => {
    const given: ShareData[] = []
    Object.assign(globalThis, { given })
    Object.assign(navigator, {
      canShare: () => true,
      share: async (data: ShareData) => {
        given.push(data)
        throw new DOMException('closed', 'AbortError')
      },
    })
  })
  await page.goto(`${stage.url}#/people/${encodeURIComponent(ben)}`)
  await page.reload()
  await article(page, 'The ferry is late').getByRole('button', { name: 'Share' }).click()
  await page.getByRole('menuitem', { name: 'Share elsewhere' }).click()
  const given = (): Promise<ShareData[]> => page.evaluate(() => (globalThis as unknown as { given: ShareData[] }).given)
  await expect.poll(given).toEqual([{ title: 'The ferry is late', url: expect.stringMatching(/#\/post\/.*\/ferry$/) }])
  expect(await page.getByText('Link copied').count()).toBe(0)
})
