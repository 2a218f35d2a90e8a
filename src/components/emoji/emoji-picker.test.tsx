import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { emojiTone, recentEmojis } from '#storage/emoji-choices.ts'
import { show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { EmojiPicker } from './emoji-picker.tsx'

let account: TestAccount
const onPick = vi.fn<(emoji: string, more: boolean) => void>()
beforeEach(() => {
  account = testAccount()
  onPick.mockReset()
})

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  show(<EmojiPicker onPick={onPick} />, account)
  await screen.findByRole('gridcell', { name: 'grinning face' })
  return userEvent.setup()
}

const cell = (name: string): HTMLElement => screen.getByRole('gridcell', { name })
const search = (): HTMLElement => screen.getByRole('searchbox', { name: 'Search emoji' })

test('what is searched for is found by name, and Enter takes the first', async () => {
  const user = await open()
  await user.type(search(), 'tada')
  expect(within(screen.getByRole('grid')).getAllByRole('gridcell')[0]).toHaveTextContent('🎉')
  await user.keyboard('{Enter}')
  expect(onPick).toHaveBeenCalledWith('🎉', false)
  await user.clear(search())
  await user.type(search(), 'xyzzy')
  expect(await screen.findByText('Nothing is called that.')).toBeVisible()
})

test('the arrows go through the grid, one stop for the Tab key, and a letter goes on in the search', async () => {
  const user = await open()
  search().focus()
  await user.keyboard('{ArrowDown}')
  expect(cell('grinning face')).toHaveFocus()
  await user.keyboard('{ArrowRight}')
  expect(cell('grinning face with big eyes')).toHaveFocus()
  expect(cell('grinning face')).toHaveAttribute('tabindex', '-1')
  expect(cell('grinning face with big eyes')).toHaveAttribute('tabindex', '0')
  await user.keyboard('{ArrowDown}{ArrowUp}{Home}')
  expect(cell('grinning face')).toHaveFocus()
  await user.keyboard('{Control>}{End}{/Control}')
  expect(cell('flag: Wales')).toHaveFocus()
  await user.keyboard('{Control>}{Home}{/Control}{ArrowUp}')
  expect(search()).toHaveFocus()
  await user.keyboard('{ArrowDown}cat')
  expect(search()).toHaveValue('cat')
})

test('a tone is chosen once and stays, for those that take one', async () => {
  const user = await open()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Skin tone' }), '4')
  await waitFor(() => expect(cell('waving hand')).toHaveTextContent('👋🏾'))
  expect(cell('party popper')).toHaveTextContent('🎉')
  expect(await emojiTone(account.db)).toBe(4)
  await user.click(cell('waving hand'))
  expect(onPick).toHaveBeenCalledWith('👋🏾', false)
})

test('what was used is the first thing offered the next time, the latest first', async () => {
  const user = await open()
  for (const name of ['party popper', 'cat face', 'party popper']) await user.click(cell(name))
  await waitFor(async () => expect(await recentEmojis(account.db)).toEqual(['🎉', '🐱']))
  expect(screen.queryByRole('rowgroup', { name: 'Used lately' })).toBeNull()
  show(<EmojiPicker onPick={onPick} />, account)
  // Two pickers are thousands of cells to be asked for their roles: on a busy machine that alone takes seconds.
  const recent = await screen.findByRole('rowgroup', { name: 'Used lately' }, { timeout: 10_000 })
  expect(within(recent).getAllByRole('gridcell')).toHaveLength(2)
}, 20_000)

test('with Shift another one may follow', async () => {
  await open()
  fireEvent.click(cell('cat face'), { shiftKey: true })
  expect(onPick).toHaveBeenCalledWith('🐱', true)
})

test('a group is gone to by its button', async () => {
  const user = await open()
  await user.click(screen.getByRole('button', { name: 'Animals and nature' }))
  expect(cell('monkey face')).toHaveFocus()
})

test('from right to left, the left arrow goes on', async () => {
  await open()
  document.documentElement.dir = 'rtl'
  cell('grinning face').focus()
  fireEvent.keyDown(cell('grinning face'), { key: 'ArrowLeft' })
  expect(cell('grinning face with big eyes')).toHaveFocus()
  document.documentElement.dir = ''
})
