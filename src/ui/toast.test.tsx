import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { axeViolations, draw } from '../../tests/support/primitive.tsx'
import { toast, Toasts } from './toast.tsx'

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => {
  act(() => void vi.runAllTimers())
  vi.useRealTimers()
})

test('a toast is announced and goes by itself', async () => {
  draw(<Toasts />)
  act(() => void toast('Copied'))
  expect(screen.getByRole('status')).toHaveTextContent('Copied')
  act(() => void vi.advanceTimersByTime(6000))
  expect(screen.queryByText('Copied')).not.toBeInTheDocument()
})

test('a toast stays while its button has the focus', async () => {
  const undo = vi.fn()
  draw(<Toasts />)
  act(() => void toast('Deleted', { action: { label: 'Undo', onSelect: undo } }))
  act(() => screen.getByRole('button', { name: 'Undo' }).focus())
  act(() => void vi.advanceTimersByTime(20_000))
  await userEvent.setup({ advanceTimers: vi.advanceTimersByTime }).click(screen.getByRole('button', { name: 'Undo' }))
  expect(undo).toHaveBeenCalledOnce()
  expect(screen.queryByText('Deleted')).not.toBeInTheDocument()
})

test('the same news twice is one toast, and there are never more than three', () => {
  draw(<Toasts />)
  act(() => {
    for (const text of ['one', 'two', 'two', 'three', 'four']) toast(text)
  })
  expect(screen.getAllByRole('paragraph').map(text => text.textContent)).toEqual(['two', 'three', 'four'])
})

test('an offer that waits for an answer can be taken back by whoever made it', async () => {
  draw(<Toasts />)
  let takeBack = () => undefined as void
  act(() => {
    takeBack = toast('A new version is ready', { duration: Infinity })
  })
  act(() => void vi.advanceTimersByTime(600_000))
  expect(screen.getByText('A new version is ready')).toBeInTheDocument()
  expect(await axeViolations()).toEqual([])
  act(() => takeBack())
  expect(screen.queryByText('A new version is ready')).not.toBeInTheDocument()
})
