import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ClientState } from './client-state.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function connected({ offered = true } = {}) {
  const said: string[] = []
  const state = new ClientState()
  const link = () => state.onLink(element => said.push(element.getName()))
  state.setOffered(offered)
  link()
  return { state, said, link }
}

test('a tab in the background is told after a moment, one in front at once', () => {
  const { state, said } = connected()
  state.setVisible(false)
  expect(said).toEqual([])
  vi.advanceTimersByTime(5_000)
  expect(said).toEqual(['inactive'])
  state.setVisible(true)
  expect(said).toEqual(['inactive', 'active'])
})

test('a tab that was only passed through says nothing', () => {
  const { state, said } = connected()
  state.setVisible(false)
  vi.advanceTimersByTime(4_000)
  state.setVisible(true)
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
})

test('a resumed stream begins active, so the background is told anew', () => {
  const { state, said, link } = connected()
  state.setVisible(false)
  vi.advanceTimersByTime(5_000)
  state.onLinkEnd()
  link()
  vi.advanceTimersByTime(5_000)
  expect(said).toEqual(['inactive', 'inactive'])
})

test('nothing is said while there is no stream, and nothing to a server that does not offer it', () => {
  const { state, said } = connected()
  state.setVisible(false)
  state.onLinkEnd()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])

  const silent = connected({ offered: false })
  silent.state.setVisible(false)
  vi.advanceTimersByTime(60_000)
  expect(silent.said).toEqual([])
  silent.state.setOffered(true)
  vi.advanceTimersByTime(5_000)
  expect(silent.said).toEqual(['inactive'])
})
