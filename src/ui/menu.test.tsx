import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { axeViolations, draw } from '../../tests/support/primitive.tsx'
import { Menu } from './menu.tsx'

const edit = vi.fn()
const remove = vi.fn()

function open() {
  draw(
    <Menu
      label="More"
      items={[
        { label: 'Copy', onSelect: vi.fn() },
        { label: 'Edit', onSelect: edit },
        { label: 'Delete', onSelect: remove, danger: true },
      ]}
    />,
  )
  return userEvent.click(screen.getByRole('button', { name: 'More' }))
}

const focused = () => document.activeElement?.textContent

test('a menu takes the focus to its first item, and the arrows go round', async () => {
  await open()
  expect(screen.getByRole('menu', { name: 'More' })).toBeInTheDocument()
  expect(focused()).toBe('Copy')
  await userEvent.keyboard('{ArrowUp}')
  expect(focused()).toBe('Delete')
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  expect(focused()).toBe('Edit')
  await userEvent.keyboard('{End}')
  expect(focused()).toBe('Delete')
  await userEvent.keyboard('{Home}')
  expect(focused()).toBe('Copy')
})

test('a letter goes to the item that starts with it', async () => {
  await open()
  await userEvent.keyboard('d')
  expect(focused()).toBe('Delete')
})

test('choosing by keyboard closes the menu, gives the focus back and does the thing once', async () => {
  await open()
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(edit).toHaveBeenCalledOnce()
  expect(screen.queryByRole('menu')).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'More' })).toHaveFocus()
})

test('Escape closes it and does nothing', async () => {
  await open()
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('menu')).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'More' })).toHaveFocus()
  expect(remove).not.toHaveBeenCalled()
})

test('it tells whether it is open, and axe finds nothing', async () => {
  await open()
  expect(screen.getByRole('button', { name: 'More' })).toHaveAttribute('aria-expanded', 'true')
  expect(await axeViolations()).toEqual([])
})

test('an item with a state is a switch, and turning it leaves the menu open', async () => {
  const turn = vi.fn()
  const { rerender } = draw(<Menu label="Options" items={[{ label: 'Show replies', checked: true, onSelect: turn }]} />)
  await userEvent.click(screen.getByRole('button', { name: 'Options' }))
  expect(screen.getByRole('menuitemcheckbox', { name: 'Show replies', checked: true })).toHaveFocus()
  await userEvent.keyboard(' ')
  expect(turn).toHaveBeenCalledTimes(1)
  rerender(<Menu label="Options" items={[{ label: 'Show replies', checked: false, onSelect: turn }]} />)
  expect(screen.getByRole('menuitemcheckbox', { name: 'Show replies', checked: false })).toHaveFocus()
  expect(await axeViolations()).toEqual([])
})
