import { expect, test } from 'vitest'
import { buildRecord, parseRecord, RECORDS_NODE } from './kith-records.ts'
import { xml } from './xml.ts'

const JSON_NS = 'urn:xmpp:json:0'

test('a value comes back as it was, with when it was changed', () => {
  const value = { what: 'word', target: '<b>&"', until: null }
  expect(parseRecord(buildRecord(value, 1_700_000_000_000))).toEqual({ value, changedAt: 1_700_000_000_000 })
})

test('something else is no record', () => {
  expect(parseRecord(undefined)).toBeUndefined()
  expect(parseRecord(xml('record', { xmlns: 'other' }, xml('json', { xmlns: JSON_NS }, '{}')))).toBeUndefined()
  expect(parseRecord(xml('record', { xmlns: RECORDS_NODE }))).toBeUndefined()
  expect(parseRecord(xml('record', { xmlns: RECORDS_NODE }, xml('json', { xmlns: JSON_NS }, '{')))).toBeUndefined()
  expect(parseRecord(xml('record', { xmlns: RECORDS_NODE }, xml('json', { xmlns: JSON_NS }, `"${'x'.repeat(60_000)}"`)))).toBeUndefined()
  expect(parseRecord(xml('record', { xmlns: RECORDS_NODE, changed: 'soon' }, xml('json', { xmlns: JSON_NS }, '1')))).toEqual({
    value: 1,
    changedAt: null,
  })
})
