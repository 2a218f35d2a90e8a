import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { useBoxes } from '../../tests/support/layout.ts'
import { post } from '../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { ReactionLine } from './reaction-line.tsx'
import { useSession } from './session-store.ts'

useBoxes()
const me = jid('me@example.org')
const [ada, bela] = [jid('ada@example.org'), jid('bela@example.org')]
const shown = post('a')

let account: TestAccount
beforeEach(async () => {
  account = testAccount()
  useSession.getState().reset()
  await account.db.posts.put(shown)
})

function online(offered: boolean): void {
  useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  account.answers['open-reactions'] = async () => ({ offered })
}

const react = (who: typeof ada, at: number, ...emojis: string[]) => account.db.reactions.put({ postKey: shown.key, jid: who, emojis, at })

test('each emoji has how many and who, mine is pressed, and pressing toggles it', async () => {
  const user = userEvent.setup()
  online(true)
  await react(ada, 1, '🌻', '🎉')
  await react(bela, 2, '🎉')
  show(<ReactionLine post={shown} />, account)
  const party = await screen.findByRole('button', { name: '🎉 2 people: ada@example.org and bela@example.org' })
  expect(party).toHaveAttribute('aria-pressed', 'false')
  await user.click(party)
  const pressed = await screen.findByRole('button', { name: /^🎉 3 people/ })
  expect(pressed).toHaveAttribute('aria-pressed', 'true')
  expect(await account.db.outbox.toArray()).toMatchObject([{ intent: { kind: 'react-to-post', postKey: shown.key } }])
  await user.click(pressed)
  await screen.findByRole('button', { name: /^🎉 2 people/ })
  expect(await account.db.reactions.get([shown.key, me])).toBeUndefined()
})

test('another emoji is chosen from a few, and everybody who reacted is in a dialog', async () => {
  const user = userEvent.setup()
  online(true)
  await react(ada, Date.now(), '🌻', '🎉')
  show(<ReactionLine post={shown} />, account)
  await screen.findByRole('button', { name: /^🌻 1 person/ })
  await user.click(screen.getByRole('button', { name: 'React' }))
  await user.click(await screen.findByRole('button', { name: '🔥' }))
  expect(await screen.findByRole('button', { name: /^🔥 1 person/ })).toHaveAttribute('aria-pressed', 'true')
  await user.click(screen.getByRole('button', { name: 'Who reacted' }))
  const dialog = await screen.findByRole('dialog', { name: 'Who reacted' })
  const row = (await within(dialog).findByRole('link', { name: 'ada@example.org' })).closest('[role=listitem]')
  expect(row).toHaveTextContent('🌻🎉')
})

test('where the server has no place for it, nothing is drawn', async () => {
  online(false)
  const { container } = show(<ReactionLine post={shown} />, account)
  await waitFor(() => expect(container.querySelector('section')).toBeNull())
})

test('offline one reacts where somebody has, and it waits', async () => {
  const user = userEvent.setup()
  await react(ada, 1, '🌻')
  show(<ReactionLine post={shown} />, account)
  await user.click(await screen.findByRole('button', { name: /^🌻 1 person/ }))
  await screen.findByRole('button', { name: /^🌻 2 people/ })
  expect(await account.db.outbox.count()).toBe(1)
})

test('while it is open the engine is told, and told when it is not any more', async () => {
  online(true)
  const told: boolean[] = []
  account.answers['watch-reactions'] = async ({ postKey, watching }) => {
    if (postKey === shown.key) told.push(watching)
    return {}
  }
  const { unmount } = show(<ReactionLine post={shown} />, account)
  await waitFor(() => expect(told).toEqual([true]), { timeout: 3000 })
  unmount()
  expect(told).toEqual([true, false])
})
