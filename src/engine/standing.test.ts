import { expect, test } from 'vitest'
import type { Signal } from '#bridge/contract.ts'
import { keepStanding } from './standing.ts'

function standing() {
  const said: Signal[] = []
  const kept = keepStanding(signal => said.push(signal))
  return { ...kept, retold: () => (said.splice(0), kept.retell(), said) }
}
const progress = (done: number): Signal => ({ kind: 'catch-up', phase: 'feed', done, total: 9 })

test('a tab that opens later hears what the server lacks and how far catching up is, once and as it is now', () => {
  const { signal, retold } = standing()
  signal({ kind: 'server-lacks', features: ['upload', 'pep'] })
  signal({ kind: 'server-lacks', features: ['upload'] })
  signal(progress(1))
  signal(progress(4))
  signal({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: true } })
  expect(retold()).toEqual([{ kind: 'server-lacks', features: ['upload'] }, progress(4)])
})

test('catching up that is over, or was cut short, is not told any more', () => {
  const { signal, retold } = standing()
  signal(progress(4))
  signal({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp: false } })
  expect(retold()).toEqual([])
})

test('storage that works again is told as working', () => {
  const { signal, retold } = standing()
  signal({ kind: 'storage', degraded: true, failure: null })
  signal({ kind: 'storage', degraded: false, failure: null })
  expect(retold()).toEqual([{ kind: 'storage', degraded: false, failure: null }])
})
