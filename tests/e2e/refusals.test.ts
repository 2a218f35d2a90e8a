import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { must } from '../servers/demo-world/world.ts'
import { openApp, serveApp } from './support/app.ts'
import { axeViolations } from './support/axe.ts'
import { makeCommunity } from './support/others.ts'
import { signIn } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage()

const OWNER = 'http://jabber.org/protocol/pubsub#owner'
const article = (page: Page, name: string): Locator => page.getByRole('article', { name })

async function write(page: Page, text: string, to: string): Promise<void> {
  await page.goto(`${stage.url}#/compose?to=${encodeURIComponent(to)}`)
  await page.getByRole('textbox', { name: 'Text' }).fill(text)
}

const publish = (page: Page): Promise<void> => page.getByRole('button', { name: 'Publish', exact: true }).click()

test('a community that is deleted, or closed, while somebody writes to it: the post says so, keeps its words, and can go elsewhere', async () => {
  const { anna, ben } = stage
  const service = `pubsub.${stage.server.domain}`
  const founder = await stage.raw(ben)
  for (const node of ['short-lived', 'closing']) await makeCommunity(founder, service, node, node)
  const page = await stage.openAs(anna)

  await write(page, 'Too late for this one', `${service}/short-lived`)
  await must(founder, 'set', service, `<pubsub xmlns='${OWNER}'><delete node='short-lived'/></pubsub>`)
  await publish(page)
  const late = article(page, 'Too late for this one')
  await late.getByText('Not published: It does not exist, or no longer.').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await late.getByRole('button', { name: 'Edit' }).click()
  await expect.poll(() => page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Too late for this one')
  await page.getByRole('combobox', { name: 'Publish to' }).selectOption({ label: 'My blog' })
  await publish(page)
  await late.waitFor()
  await expect.poll(() => late.getByText(/Waiting to be sent|Not published/).count()).toBe(0)
  expect(await late.count()).toBe(1)

  await write(page, 'Nobody may write here now', `${service}/closing`)
  const field = `<field var='pubsub#publish_model'><value>publishers</value></field>`
  const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#node_config</value></field>${field}</x>`
  await must(founder, 'set', service, `<pubsub xmlns='${OWNER}'><configure node='closing'>${form}</configure></pubsub>`)
  await publish(page)
  const refused = article(page, 'Nobody may write here now')
  await refused.getByText('Not published: You are not allowed to do this here.').waitFor()
  await page.reload()
  await refused.getByRole('button', { name: 'Discard' }).click()
  await expect.poll(() => refused.count()).toBe(0)
})

test('a host that is full when nearly all of a file is there: said in words, nothing is lost, and it goes on when there is room', async () => {
  const { anna } = stage
  const page = await stage.openAs(anna, '#/compose')
  await page.context().route(/\/upload\/|\/file_share\//, async route => {
    if (route.request().method() === 'PUT') await route.fulfill({ status: 507, headers: { 'Access-Control-Allow-Origin': '*' } })
    else await route.continue()
  })
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add pictures or files' }).click()
  await (await chooser).setFiles([{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.alloc(200_000, 'n') }])
  await page.getByRole('textbox', { name: 'Text' }).fill('With all my notes')
  await publish(page)
  const post = article(page, 'With all my notes')
  await post.getByText('Not published: Your room for files on the server is used up.').waitFor()
  await post.getByText('notes.txt').waitFor()
  await page.context().unroute(/\/upload\/|\/file_share\//)
  await post.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => post.getByText(/Not published|Waiting to be sent/).count(), { timeout: 20_000 }).toBe(0)
  await post.getByRole('link', { name: /notes\.txt/ }).waitFor()
})

test('a blog that is full, and a text of a megabyte: each says why, keeps every word, and the first goes out once there is room', async () => {
  const { anna, proxy } = stage
  const page = await stage.openAs(anna)
  // No server here has a node that is full; the answer to the publishing is what a full one says.
  let refusedId = ''
  proxy.decide = ({ direction, text }) => {
    const [, id = ''] = /<iq[^>]* id="([^"]+)"/.exec(text) ?? []
    if (direction === 'up' && text.includes('<publish node="urn:xmpp:microblog:0">')) {
      refusedId = id
      return { replace: `<iq xmlns="jabber:client" type="get" id="${id}"><ping xmlns="urn:xmpp:ping"/></iq>` }
    }
    if (direction === 'down' && refusedId !== '' && text.includes(refusedId) && text.includes('result')) {
      const condition = `<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>`
      return {
        replace: `<iq xmlns='jabber:client' type='error' id='${refusedId}' from='${anna}'><error type='cancel'>${condition}</error></iq>`,
      }
    }
    return 'pass'
  }
  await page.goto(`${stage.url}#/compose`)
  await page.getByRole('textbox', { name: 'Text' }).fill('No room for these words')
  await publish(page)
  const full = article(page, 'No room for these words')
  await full.getByText('Not published: The server is too busy or has no room left.').waitFor()
  proxy.decide = () => 'pass'
  await full.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => full.getByText(/Not published|Waiting to be sent/).count()).toBe(0)

  const long = `A long one. ${'All of it. '.repeat(95_000)}The last word.`
  await page.goto(`${stage.url}#/compose`)
  await page.getByRole('textbox', { name: 'Text' }).fill(long)
  await publish(page)
  const refused = page.getByRole('article').filter({ hasText: 'A long one.' })
  await refused.getByText('Not published: It is larger than the server allows.').waitFor()
  await refused.getByRole('button', { name: 'Edit' }).click()
  await expect.poll(() => page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe(long)
})

test('a node that refuses the options that are asked for: the post says so and keeps its words, and goes out when they are taken', async () => {
  const { anna, proxy } = stage
  const page = await stage.openAs(anna)
  const refused = new Set<string>()
  proxy.decide = ({ direction, text }) => {
    const [, id = ''] = /<iq[^>]* id=["']([^"']+)["']/.exec(text) ?? []
    if (direction === 'up' && text.includes('<publish node="urn:xmpp:microblog:0">')) {
      refused.add(id)
      return { replace: `<iq xmlns="jabber:client" type="get" id="${id}"><ping xmlns="urn:xmpp:ping"/></iq>` }
    }
    if (direction !== 'down' || !refused.delete(id)) return 'pass'
    const errors = `<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/>`
    return { replace: `<iq xmlns='jabber:client' type='error' id='${id}' from='${anna}'><error type='cancel'>${errors}</error></iq>` }
  }
  await page.goto(`${stage.url}#/compose`)
  await page.getByRole('textbox', { name: 'Text' }).fill('For a stubborn node')
  await publish(page)
  const post = article(page, 'For a stubborn node')
  await post.getByText(/^Not published: /).waitFor()
  proxy.decide = () => 'pass'
  await post.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => post.getByText(/Not published|Waiting to be sent/).count()).toBe(0)
})

test('a message beyond what the server reads, with nothing between it and the browser: it says why, and what is behind it goes', async () => {
  const { anna, ben, server } = stage
  // The proxy would read to the end what the server does not; without it the connection is reset, and why it ended is lost on the way.
  const host = await serveApp(server)
  const app = await openApp(stage.browser, host)
  try {
    const { page } = app
    await signIn(page, { address: anna, password: PASSWORD })
    await page.goto(`${host.url}#/chats/${encodeURIComponent(ben)}`)
    const field = page.getByRole('textbox', { name: 'Message' })
    for (const text of ['before', `Too much. ${'x'.repeat(300_000)}`, 'behind']) {
      await field.fill(text)
      await field.press('Enter')
      // While one is being stored the next stays in the field.
      await expect.poll(() => field.inputValue()).toBe('')
    }
    const refused = page.getByRole('article').filter({ hasText: 'Too much.' })
    await refused.getByText(/the message is too long for the server/).waitFor({ timeout: 30_000 })
    const witness = await stage.raw(ben)
    await expect.poll(() => witness.archiveBodies(anna), { timeout: 30_000 }).toEqual(['before', 'behind'])
  } finally {
    await app.close()
    await host.stop()
  }
}, 120_000)
