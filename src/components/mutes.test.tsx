import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { mute } from '#commands/mute.ts'
import { listMutes } from '#storage/mutes.ts'
import { post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { MuteButton } from './mute-button.tsx'
import { PostCard } from './post-card.tsx'

const bela = jid('bela@example.org')
const cleo = jid('cleo@example.org')
const DAY = 86_400_000

let account: TestAccount
beforeEach(() => {
  account = testAccount()
})

const card = async (): Promise<HTMLElement> => screen.findByRole('article', { name: 'Title of one' })
async function openShowLess(): Promise<void> {
  await card()
  await userEvent.click(screen.getByRole('button', { name: 'More' }))
  await userEvent.click(screen.getByRole('menuitem', { name: 'Show less of this…' }))
  await screen.findByRole('dialog', { name: 'Show less of this' })
}

async function showCard(over: Parameters<typeof post>[1] = {}): Promise<void> {
  const one = post('one', { author: bela, ...over })
  await account.db.posts.put(one)
  show(<PostCard postKey={one.key} />, account)
}

test('a card offers to mute who wrote it, its community, its tags and any word, for a time, and takes it back', async () => {
  await account.db.contacts.put({ jid: bela, name: 'Béla', subscription: 'both', ask: false, groups: [] })
  await showCard({ service: jid('pubsub.example.org'), node: 'party', tags: ['football'] })
  await openShowLess()
  expect(await screen.findByRole('button', { name: 'The community party' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'The tag #football' })).toBeVisible()
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'For how long' }), 'One day')
  await userEvent.click(screen.getByRole('button', { name: 'Posts by Béla' }))
  await waitFor(async () => expect(await listMutes(account.db)).toMatchObject([{ what: 'person', target: bela }]))
  const [{ until } = { until: null }] = await listMutes(account.db)
  expect(Math.abs((until ?? 0) - Date.now() - DAY)).toBeLessThan(60_000)
  expect(screen.queryByRole('dialog')).toBeNull()
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await listMutes(account.db)).toEqual([]))
  await openShowLess()
  await userEvent.type(screen.getByRole('textbox', { name: 'Word or phrase' }), ' World Cup {Enter}')
  await waitFor(async () => expect(await listMutes(account.db)).toMatchObject([{ what: 'word', target: 'World Cup' }]))
})

test('of what is repeated, who repeats it can be muted for that alone', async () => {
  const original = post('one', { author: bela })
  await account.db.posts.put(original)
  const via = { service: original.service, node: original.node, itemId: 'one', author: bela, authorName: '' }
  const again = post('again', { author: cleo, via })
  await account.db.posts.put(again)
  show(<PostCard postKey={again.key} />, account)
  await openShowLess()
  await userEvent.click(screen.getByRole('button', { name: 'What cleo@example.org reposts' }))
  await waitFor(async () => expect(await listMutes(account.db)).toMatchObject([{ what: 'reposts', target: cleo }]))
})

test('nothing of that is offered for what is mine', async () => {
  await showCard({ author: jid('me@example.org') })
  await card()
  await userEvent.click(screen.getByRole('button', { name: 'More' }))
  expect(screen.queryByRole('menuitem', { name: 'Show less of this…' })).toBeNull()
})

test('a muted post is folded where somebody comes upon it, says why, and is there when it is wanted', async () => {
  await showCard({ mutedBy: 'mute:word:cake', text: 'Some cake' })
  expect(await screen.findByText('Posts with “cake”')).toBeVisible()
  expect(screen.queryByText('Some cake')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Show' }))
  expect(await screen.findByText('Some cake')).toBeVisible()
})

test('a profile mutes and unmutes, and knows which it is', async () => {
  show(<MuteButton what="person" target={bela} name="Béla" />, account)
  await userEvent.click(await screen.findByRole('button', { name: 'Mute Béla' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Unmute Béla' }))
  await screen.findByRole('button', { name: 'Mute Béla' })
  await mute(account.db, { what: 'person', target: bela, until: 1, now: Date.now() })
  // What is over is not muted.
  await waitFor(async () => expect(await listMutes(account.db)).toHaveLength(1))
  expect(screen.getByRole('button', { name: 'Mute Béla' })).toBeVisible()
})

test('taking it back leaves something muted for as long as it was before', async () => {
  const until = Date.now() + DAY
  const muted = async () => (await listMutes(account.db)).map(each => each.until)
  await mute(account.db, { what: 'person', target: bela, until, now: 1 })
  show(<MuteButton what="person" target={bela} name="Béla" />, account)
  await userEvent.click(await screen.findByRole('button', { name: 'Unmute Béla' }))
  await waitFor(async () => expect(await muted()).toEqual([]))
  // Of what was said last.
  const [undo] = (await screen.findAllByRole('button', { name: 'Undo' })).toReversed()
  if (undo) await userEvent.click(undo)
  await waitFor(async () => expect(await muted()).toEqual([until]))
})
