import { expect, test } from 'vitest'
import { parseBareJid } from '#shared/jid.ts'
import { markedMessage, markIdOf } from './message-mark.ts'
import { readRecord } from './record.ts'

const ada = parseBareJid('ada@example.org') ?? expect.fail()

test('a message is called the same by all my devices, whatever its sender called it', () => {
  for (const originId of ['a', 'a/b c', '%', 'é\n\t"', 'x'.repeat(300)]) {
    const id = markIdOf({ conversation: ada, originId, archiveId: 'archive' }) ?? expect.fail()
    expect(id).toMatch(/^[^\s"]+$/u)
    expect(markedMessage(id)).toEqual({ conversation: ada, name: originId })
  }
  expect(markIdOf({ conversation: ada, originId: null, archiveId: 'archive' })).toBe('ada@example.org/archive')
})

test('what has no name, or one that is too long, cannot be marked; what is no name leads nowhere', () => {
  expect(markIdOf({ conversation: ada, originId: null, archiveId: null })).toBeUndefined()
  expect(markIdOf({ conversation: ada, originId: 'é'.repeat(1000), archiveId: null })).toBeUndefined()
  for (const id of ['', 'x', '@/x', 'ada@example.org/%']) expect(markedMessage(id)).toBeUndefined()
})

test('of marks only those are believed that make sense', () => {
  const mark = { from: ada, sentAt: 1, pinned: null, starred: 5 }
  expect(readRecord('mark:ada@example.org/a', mark)).toMatchObject({ kind: 'mark', id: 'ada@example.org/a', value: mark })
  for (const wrong of [{ from: 5 }, { sentAt: -1 }, { pinned: 'yes' }, { starred: undefined }])
    expect(readRecord('mark:ada@example.org/a', { ...mark, ...wrong })).toBeUndefined()
})
