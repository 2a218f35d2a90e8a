import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '#components/session-store.ts'
import type { SessionState } from '#model/session-state.ts'
import { show, testAccount } from '../../../tests/support/screen.tsx'
import { ConnectionBanner } from './connection-banner.tsx'

beforeEach(() => {
  vi.useFakeTimers()
  useSession.getState().reset()
  show(<ConnectionBanner />, testAccount())
})
afterEach(() => vi.useRealTimers())

const is = (state: SessionState): void => act(() => useSession.getState().receive({ kind: 'session', state }))
const offline = (trouble: 'refused' | 'no-network' | null): void => is({ kind: 'offline', trouble, detail: '', retryAt: 1 })
const connecting = (): void => is({ kind: 'connecting', step: 'opening' })
const online = (): void => is({ kind: 'online', resumed: true, catchingUp: false })
const after = (ms: number): void => act(() => void vi.advanceTimersByTime(ms))
const refused = (): HTMLElement | null => screen.queryByText('example.org does not answer')

test('a short loss is not worth a word', () => {
  online()
  offline(null)
  after(2_900)
  online()
  after(5_000)
  expect(screen.queryByText(/You are offline/)).not.toBeInTheDocument()
})

test('attempts that follow each other quickly do not hide that there has been no connection for seconds', () => {
  online()
  for (let attempt = 0; attempt < 4; attempt += 1) {
    offline('refused')
    after(500)
    connecting()
    after(500)
  }
  expect(refused()).toBeVisible()
  offline('refused')
  expect(refused()).toBeVisible()
  online()
  expect(refused()).not.toBeInTheDocument()
})

test('closed, it stays closed through further attempts, until something else is wrong', () => {
  offline('refused')
  after(3_000)
  act(() => screen.getByRole('button', { name: 'Close' }).click())
  connecting()
  offline('refused')
  expect(refused()).not.toBeInTheDocument()
  offline('no-network')
  expect(screen.getByText(/You are offline/)).toBeVisible()
})

test('closed once, it comes back with the next loss', () => {
  offline('refused')
  after(3_000)
  act(() => screen.getByRole('button', { name: 'Close' }).click())
  online()
  offline('refused')
  after(3_000)
  expect(refused()).toBeVisible()
})
