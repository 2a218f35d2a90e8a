import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { post } from '../../tests/support/posts.ts'
import { show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { compareWords } from './compare-words.ts'
import { PostCard } from './post-card.tsx'

let account: TestAccount
beforeEach(() => {
  account = testAccount()
})

const edited = post('a', { title: 'Bread at last', text: 'Rye, salt and a day of patience.', edited: true, updatedAt: 1_700_000_500_000 })

async function openVersions(): Promise<HTMLElement> {
  await account.db.posts.put(edited)
  show(<PostCard postKey={edited.key} position={1} />, account)
  await userEvent.click(await screen.findByRole('button', { name: /edited.*Show earlier versions/ }))
  return screen.findByRole('dialog', { name: 'Earlier versions' })
}

test('"edited" shows what was changed from version to version, in words and not by colour alone', async () => {
  await account.db.versions.bulkPut([
    { postKey: edited.key, updatedAt: 1_700_000_000_000, title: 'Bread', text: 'Rye and water.' },
    { postKey: edited.key, updatedAt: 1_700_000_200_000, title: 'Bread', text: 'Rye, salt and water.' },
  ])
  const dialog = await openVersions()
  const [now, middle, oldest] = await within(dialog).findAllByRole('listitem')
  expect(now?.querySelector('ins')).toHaveTextContent('added: at last')
  expect(Array.from(now?.querySelectorAll('del') ?? [], each => each.textContent).join()).toContain('removed: water')
  expect(within(middle as HTMLElement).getByText(/Version of/)).toBeVisible()
  expect(within(oldest as HTMLElement).getByText(/Oldest version seen here/)).toBeVisible()
  expect(oldest).toHaveTextContent('Rye and water.')
  expect(oldest?.querySelector('ins, del')).toBeNull()
  expect(within(dialog).getByText('Only versions that this device has seen can be shown.')).toBeVisible()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('of a post that was edited before it was first seen, it is said that nothing is known', async () => {
  const dialog = await openVersions()
  expect(await within(dialog).findByText(/has seen no other wording of this post/)).toBeVisible()
  expect(within(dialog).queryByRole('listitem')).toBeNull()
})

test('words of languages without spaces are compared as words, and long stretches that stayed are cut short', () => {
  expect(compareWords('猫が好きです', '犬が好きです', 'ja')?.filter(({ kind }) => kind !== 'kept')).toEqual([
    { kind: 'removed', text: '猫' },
    { kind: 'added', text: '犬' },
  ])
  const long = 'the same words again '.repeat(200)
  const changes = compareWords(`${long}old ${long}`, `${long}new ${long}`, 'en') ?? []
  expect(changes.map(({ text }) => text).join('').length).toBeLessThan(800)
})
