import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseBareJid } from '#shared/jid.ts'
import { nodeKeyOf, parseNodeKey, parsePostKey, postKeyOf } from './keys.ts'

const service = parseBareJid('pubsub.example.org')
if (!service) throw new Error('fixture')
const anyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter(name => name.isWellFormed())

test('any node and item name survives the way through the address bar', () => {
  fc.assert(
    fc.property(anyName, anyName, (node, itemId) => {
      expect(parsePostKey(postKeyOf({ service, node, itemId }))).toEqual({ service, node, itemId })
      expect(parseNodeKey(nodeKeyOf({ service, node }))).toEqual({ service, node })
    }),
  )
})

test.each(['', 'a', 'a/b', 'a/b/c/d', '%/x/y', 'pubsub.example.org//x'])('%j is not the key of a post', key => {
  expect(parsePostKey(key)).toBeUndefined()
})
