import { act, render } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { useAboveKeyboard } from './use-above-keyboard.ts'

function Bar() {
  const element = useRef<HTMLDivElement>(null)
  useAboveKeyboard(element)
  return <div ref={element} data-testid="bar" />
}

afterEach(() => void vi.unstubAllGlobals())

test('the bar is told how much of the window the keyboard covers, and nothing while somebody zooms', () => {
  const view = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 })
  vi.stubGlobal('visualViewport', view)
  const { getByTestId, unmount } = render(<Bar />)
  const told = (change: Partial<typeof view>): string => {
    Object.assign(view, change)
    act(() => void view.dispatchEvent(new Event('resize')))
    return getByTestId('bar').style.getPropertyValue('--keyboard')
  }
  expect(told({})).toBe('0px')
  expect(told({ height: innerHeight - 300 })).toBe('300px')
  expect(told({ offsetTop: 100 })).toBe('200px')
  expect(told({ scale: 2 })).toBe('0px')
  unmount()
})
