import { fireEvent, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSwipe } from './use-swipe.ts'

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(390)
})
afterEach(() => vi.restoreAllMocks())

const [away, read, click] = [vi.fn(), vi.fn(), vi.fn()]

function Row({ isRead = false }: { isRead?: boolean }) {
  const row = useRef<HTMLDivElement>(null)
  const { side, handlers } = useSwipe(row, { start: away, ...(!isRead && { end: read }) })
  return (
    <div ref={row} data-testid="row" {...handlers}>
      <button type="button" onClick={click}>
        {side ?? 'none'}
      </button>
    </div>
  )
}

const row = () => screen.getByTestId('row')
const finger = { pointerType: 'touch', isPrimary: true, pointerId: 1 }
function drag(to: readonly (readonly [x: number, y: number])[], last: 'Up' | 'Cancel' = 'Up'): void {
  fireEvent.pointerDown(row(), { ...finger, clientX: 200, clientY: 100 })
  for (const [x, y] of to) fireEvent.pointerMove(row(), { ...finger, clientX: 200 + x, clientY: 100 + y })
  const [x, y] = to.at(-1) ?? [0, 0]
  fireEvent[`pointer${last}`](row(), { ...finger, clientX: 200 + x, clientY: 100 + y })
}
const said = () => [away.mock.calls.length, read.mock.calls.length]

test('pulled far enough it does what its side does, in either direction of writing; not far enough, nothing', () => {
  const { unmount } = render(<Row />)
  drag([
    [-20, 2],
    [-60, 4],
  ])
  expect(said()).toEqual([0, 0])
  fireEvent.pointerDown(row(), { ...finger, clientX: 200, clientY: 100 })
  fireEvent.pointerMove(row(), { ...finger, clientX: 80, clientY: 102 })
  expect(screen.getByRole('button')).toHaveTextContent('start')
  expect(row()).toHaveAttribute('data-armed')
  expect(row().style.getPropertyValue('--swipe')).toBe('-120px')
  fireEvent.pointerUp(row(), { ...finger, clientX: 80, clientY: 102 })
  expect(said()).toEqual([1, 0])
  expect(row().style.getPropertyValue('--swipe')).toBe('0px')
  drag([[150, 0]])
  expect(said()).toEqual([1, 1])
  row().style.direction = 'rtl'
  drag([[150, 0]])
  expect(said()).toEqual([2, 1])
  unmount()
})

test('what goes up or down is never caught, nor what the browser takes for a scroll, nor a mouse, nor the edge of the window', () => {
  for (const mock of [away, read, click]) mock.mockReset()
  render(<Row />)
  drag([
    [-5, 30],
    [-150, 40],
  ])
  drag(
    [
      [-20, 0],
      [-150, 0],
    ],
    'Cancel',
  )
  fireEvent.pointerDown(row(), { ...finger, pointerType: 'mouse', clientX: 200, clientY: 100 })
  fireEvent.pointerMove(row(), { ...finger, clientX: 20, clientY: 100 })
  fireEvent.pointerUp(row(), { ...finger, clientX: 20, clientY: 100 })
  fireEvent.pointerDown(row(), { ...finger, clientX: 3, clientY: 100 })
  fireEvent.pointerMove(row(), { ...finger, clientX: 200, clientY: 100 })
  fireEvent.pointerUp(row(), { ...finger, clientX: 200, clientY: 100 })
  expect(said()).toEqual([0, 0])
  expect(row()).not.toHaveAttribute('data-pulled')
})

test('a side that does nothing does not move, and what was pulled is not pressed', () => {
  for (const mock of [away, read, click]) mock.mockReset()
  render(<Row isRead />)
  fireEvent.pointerDown(row(), { ...finger, clientX: 200, clientY: 100 })
  fireEvent.pointerMove(row(), { ...finger, clientX: 350, clientY: 100 })
  expect(row().style.getPropertyValue('--swipe')).toBe('0px')
  fireEvent.pointerUp(row(), { ...finger, clientX: 350, clientY: 100 })
  fireEvent.click(screen.getByRole('button'))
  expect(click).not.toHaveBeenCalled()
  fireEvent.pointerDown(row(), { ...finger, clientX: 200, clientY: 100 })
  fireEvent.pointerUp(row(), { ...finger, clientX: 201, clientY: 100 })
  fireEvent.click(screen.getByRole('button'))
  expect(click).toHaveBeenCalledOnce()
})
