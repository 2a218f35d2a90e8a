import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { absentSince } from '#storage/absence.ts'
import { testAccount } from '../../../tests/support/screen.tsx'
import { useBeingHere } from './use-being-here.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const HOUR = 3_600_000
const start = 1_700_000_000_000

test('an absence begins when the tab was left, and is known when somebody is back', async () => {
  const { db } = testAccount()
  const clock = vi.spyOn(Date, 'now').mockReturnValue(start)
  const seenAt = async (): Promise<unknown> => ((await db.settings.get('absence'))?.value as { seenAt?: number } | undefined)?.seenAt
  const turn = async (state: 'visible' | 'hidden', hours: number): Promise<void> => {
    clock.mockReturnValue(start + hours * HOUR)
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
    document.dispatchEvent(new Event('visibilitychange'))
    await waitFor(async () => expect(await seenAt()).toBe(start + hours * HOUR))
  }
  renderHook(() => useBeingHere(db))
  await waitFor(async () => expect(await seenAt()).toBe(start))
  await turn('hidden', 0.2)
  await turn('visible', 0.4)
  expect(await absentSince(db)).toBeNull()
  await turn('hidden', 1)
  await turn('visible', 9)
  expect(await absentSince(db)).toBe(start + HOUR)
})
