import { expect, test } from 'vitest'
import { buildDiscoInfo, buildInfoQuery, parseDiscoInfo, parseDiscoItems } from './xep0030-disco.ts'
import { xml } from './xml.ts'

test('what is told of us is read as it was meant', () => {
  const info = { identities: [{ category: 'client', type: 'web', name: 'Kith', lang: '' }], features: ['a', 'b'] }
  expect(parseDiscoInfo(buildDiscoInfo(info))).toEqual({ ...info, forms: [] })
})

test('an item with a broken address is left out of the list', () => {
  const query = xml(
    'query',
    { xmlns: 'http://jabber.org/protocol/disco#items' },
    xml('item', { jid: 'A.example', name: 'n' }),
    xml('item', { jid: '@' }),
  )
  expect(parseDiscoItems(query)).toEqual([{ jid: 'a.example', node: null, name: 'n' }])
})

test('another payload is not an answer', () => {
  expect(parseDiscoInfo(xml('query', { xmlns: 'other' }))).toBeUndefined()
  expect(parseDiscoItems(buildInfoQuery())).toBeUndefined()
})
