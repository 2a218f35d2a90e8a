import { expect, test } from 'vitest'
import { must } from '../servers/demo-world/world.ts'
import { axeViolations } from './support/axe.ts'
import { makeCommunity, write } from './support/others.ts'
import { goTo, waitUntilCaughtUp } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const OWNER = 'http://jabber.org/protocol/pubsub#owner'

test('a community that is emptied, one that is closed and one that is deleted are three things to who follows them', async () => {
  const { anna, chloe, server } = stage
  const founder = await stage.raw(chloe)
  const name = anna.split('@')[0] ?? ''
  const places = ['Emptied', 'Closed', 'Deleted'].map(title => ({ title, node: `${title.toLowerCase()}-${name}` }))
  const page = await stage.openAs(anna, '', { viewport: { width: 1440, height: 900 } })
  for (const { title, node } of places) {
    await makeCommunity(founder, server.pubsub, node, `${title} place`)
    await write(founder, { service: server.pubsub, node, itemId: `one-${node}`, title: `From ${title}` })
    await page.goto(`${stage.url}#/communities/${server.pubsub}/${node}`)
    await page.getByRole('article', { name: `From ${title}` }).waitFor()
    await page.getByRole('button', { name: 'Follow' }).click()
    await page.getByRole('button', { name: 'Unfollow' }).waitFor()
  }
  await waitUntilCaughtUp(page)
  const [emptied = '', closed = '', deleted = ''] = places.map(({ node }) => node)
  const own = (inner: string) => must(founder, 'set', server.pubsub, `<pubsub xmlns='${OWNER}'>${inner}</pubsub>`)
  const field = `<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#node_config</value></field><field var='pubsub#access_model'><value>whitelist</value></field>`
  await own(`<purge node='${emptied}'/>`)
  await own(`<configure node='${closed}'><x xmlns='jabber:x:data' type='submit'>${field}</x></configure>`)
  await own(`<delete node='${deleted}'/>`)

  // What is open says so by itself.
  await page.getByText('This community no longer exists. What you have of it stays readable.').waitFor()
  await page.getByRole('article', { name: 'From Deleted' }).waitFor()
  await page.goto(`${stage.url}#/communities/${server.pubsub}/${emptied}`)
  await page.getByRole('heading', { name: 'Emptied', exact: true }).waitFor()
  await page.goto(`${stage.url}#/communities/${server.pubsub}/${closed}`)
  // Of this one nobody tells: it is found out when it is asked, and what was answered a minute ago is not asked again.
  await page.reload()
  await page.getByText('You may not read this community. What you have of it stays readable.').waitFor()
  await page.getByRole('article', { name: 'From Closed' }).waitFor()

  await goTo(page, 'Feed')
  await page.getByRole('link', { name: 'Deleted place No longer exists' }).waitFor()
  await page.getByRole('link', { name: 'Closed place You may not read this' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await goTo(page, 'Communities')
  await page.getByRole('listitem').filter({ hasText: 'Deleted place' }).getByText('No longer exists').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Closed place' }).getByText('You may not read this').waitFor()
})
