import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Outgoing, StreamManagement } from './stream-management.ts'

function withSent(count: number): { management: StreamManagement; acked: number[] } {
  const management = new StreamManagement()
  const acked: number[] = []
  management.begin({ id: 'one', maxSeconds: 60 })
  for (let index = 0; index < count; index += 1) management.push({ text: String(index), onAcked: () => acked.push(index) })
  return { management, acked }
}

test.each([
  ['beyond what was sent', 99],
  ['missing', null],
  ['one too many', 4],
])('an h that is %s acknowledges nothing', (_what, h) => {
  const { management, acked } = withSent(3)
  expect(management.acknowledge(h)).toBe(false)
  expect(acked).toEqual([])
  expect(management.unackedCount).toBe(3)
})

test('an h behind what was acknowledged before is refused', () => {
  const { management, acked } = withSent(3)
  expect(management.acknowledge(2)).toBe(true)
  expect(management.acknowledge(1)).toBe(false)
  expect(management.acknowledge(2)).toBe(true)
  expect(acked).toEqual([0, 1])
})

test('the count wraps at 2^32, both ways', () => {
  const management = new StreamManagement()
  management.adopt('one', 2 ** 32 - 1, 60)
  management.resumed(2 ** 32 - 2)
  const acked: string[] = []
  for (const text of ['a', 'b', 'c']) management.push({ text, onAcked: () => acked.push(text) })
  expect(management.acknowledge(1)).toBe(true)
  expect(acked).toEqual(['a', 'b', 'c'])
  management.receive()()
  management.receive()()
  expect(management.handled).toBe(1)
})

test('after a resumption exactly what the server has not is left to send', () => {
  const { management } = withSent(4)
  expect(management.resumed(3)?.map(({ text }) => text)).toEqual(['3'])
})

test('a session of before a reload starts from the count of the server', () => {
  const management = new StreamManagement()
  management.adopt('one', 7, 60)
  expect(management.resumable).toEqual({ id: 'one', h: 7, maxSeconds: 60 })
  expect(management.resumed(42)).toEqual([])
  management.push({ text: 'x' })
  expect(management.acknowledge(43)).toBe(true)
})

test('a refusal with a count settles what it covers and loses the rest', () => {
  const { management, acked } = withSent(3)
  expect(management.forget(2).map(({ text }) => text)).toEqual(['2'])
  expect(acked).toEqual([0, 1])
  expect(management.resumable).toBeNull()
})

test('a handler that ends late holds back the count of those behind it', () => {
  const { management } = withSent(0)
  const [first, second, third] = [management.receive(), management.receive(), management.receive()]
  second()
  expect(management.handled).toBe(0)
  first()
  expect(management.handled).toBe(2)
  third()
  expect(management.handled).toBe(3)
})

test('whatever the order of settling, the count is the length of the settled beginning', () => {
  const order = fc.nat({ max: 30 }).chain(count => fc.shuffledSubarray([...Array(count).keys()], { minLength: 0 }))
  fc.assert(
    fc.property(order, settled => {
      const { management } = withSent(0)
      const handlers = Array.from({ length: 30 }, () => management.receive())
      for (const index of settled) handlers[index]?.()
      const firstOpen = handlers.findIndex((_, index) => !settled.includes(index))
      expect(management.handled).toBe(firstOpen < 0 ? 30 : firstOpen)
    }),
  )
})

test('a handler of before the resumption no longer counts: its stanza comes again', () => {
  const { management } = withSent(0)
  const late = management.receive()
  management.resumed(0)
  late()
  expect(management.handled).toBe(0)
  management.receive()()
  expect(management.handled).toBe(1)
})

test('waiting for handlers ends with the last of them', async () => {
  const { management } = withSent(0)
  const settle = management.receive()
  const done = management.settled(60_000).then(() => management.handled)
  settle()
  expect(await done).toBe(1)
})

test('a session without resumption has nothing to resume', () => {
  const management = new StreamManagement()
  management.begin({ id: null, maxSeconds: null })
  expect(management.isEnabled).toBe(true)
  expect(management.resumable).toBeNull()
})

test('sent stanzas are acknowledged in their order, whatever the steps', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 20 }), steps => {
      const { management, acked } = withSent(100)
      let h = 0
      for (const step of steps) {
        h += step
        expect(management.acknowledge(h)).toBe(h <= 100)
      }
      expect(acked).toEqual([...Array(Math.min(h, 100)).keys()])
      const left: Outgoing[] = management.forget(null)
      expect(left.length).toBe(100 - h)
    }),
  )
})
