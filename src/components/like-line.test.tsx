import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Like } from '#model/post.ts'
import { useBoxes } from '../../tests/support/layout.ts'
import { post } from '../../tests/support/posts.ts'
import { jid, show, testAccount } from '../../tests/support/screen.tsx'
import { LikeLine } from './like-line.tsx'

useBoxes()

const likes = (count: number): Like[] =>
  Array.from({ length: count }, (_, index) => ({
    postKey: post('a').key,
    jid: jid(`user${index}@example.org`),
    itemId: `like-${index}`,
    at: Date.now() - (index + 1.5) * 3_600_000,
  }))

test('a thousand likes: some are named, and a dialog has everybody with when, of whom those in sight are drawn', async () => {
  const user = userEvent.setup()
  show(<LikeLine likes={likes(1000)} />, testAccount())
  const line = screen.getByRole('region', { name: 'People who like this' })
  expect(within(line).getAllByRole('link')).toHaveLength(8)
  await user.click(within(line).getByRole('button', { name: 'and 992 others' }))
  const dialog = await screen.findByRole('dialog', { name: 'Who likes this' })
  const first = await within(dialog).findByRole('link', { name: 'user0@example.org' })
  expect(first.closest('[role=listitem]')).toHaveTextContent(/[12]h ago/)
  expect(within(dialog).getAllByRole('listitem').length).toBeLessThan(100)
  await user.click(within(dialog).getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('one like has its dialog as well, and none has nothing', async () => {
  const user = userEvent.setup()
  const first = show(<LikeLine likes={likes(1)} />, testAccount())
  await user.click(screen.getByRole('button', { name: 'Who likes this' }))
  expect(within(await screen.findByRole('dialog')).getAllByRole('listitem')).toHaveLength(1)
  first.unmount()
  show(<LikeLine likes={[]} />, testAccount())
  expect(screen.queryByRole('region')).toBeNull()
})
