import { expect, test } from 'vitest'
import type { Message } from '#model/message.ts'
import { NS_GEOLOC } from '#protocol/xep0080-geoloc.ts'
import { jid } from '../../tests/support/engines.ts'
import { outgoingMessage } from './outgoing-message.ts'

const message = { conversation: jid('ben@example.org') } as Message

test('a place goes as its address, which is the whole text, and as the element for it; among words it is words', () => {
  const place = outgoingMessage(message, { id: '1', said: { body: 'geo:52.516275,13.377704' } })
  expect(place.getChildText('body')).toBe('geo:52.516275,13.377704')
  const geoloc = place.getChild('geoloc', NS_GEOLOC)
  expect([geoloc?.getChildText('lat'), geoloc?.getChildText('lon')]).toEqual(['52.51628', '13.3777'])
  expect(outgoingMessage(message, { id: '2', said: { body: 'At geo:52.5,13.4' } }).getChild('geoloc', NS_GEOLOC)).toBeUndefined()
})
