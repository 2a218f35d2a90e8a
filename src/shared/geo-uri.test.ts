import { expect, test } from 'vitest'
import { buildGeoUri, parseGeoUri } from './geo-uri.ts'

test('a place is read as others send it, with all that may stand behind it', () => {
  const berlin = { lat: 52.5, lon: 13.4 }
  const texts = [
    'geo:52.5,13.4',
    ' GEO:52.5,13.4\n',
    'geo:52.5,13.4,34',
    'geo:52.5,13.4;u=35',
    'geo:52.5,13.4;crs=WGS84;u=5?z=15',
    'geo:52.5,13.4?q=1',
  ]
  for (const text of texts) expect(parseGeoUri(text)).toEqual(berlin)
  expect(parseGeoUri('geo:-33.4489,-70.6693')).toEqual({ lat: -33.4489, lon: -70.6693 })
})

test('what is no place on this world, or says more than a place, is words', () => {
  for (const text of [
    '',
    'geo:',
    'geo:91,0',
    'geo:0,181',
    'geo:1,2;crs=moon-2011',
    'I am at geo:1,2',
    'geo:1,2 come',
    'geo:1e1,2',
    'https://a.example',
    `geo:1,2?${'q'.repeat(600)}`,
  ])
    expect(parseGeoUri(text)).toBeUndefined()
})

test('what is written is read again, however near to zero', () => {
  expect(buildGeoUri({ lat: 52.516275, lon: -13.3 })).toBe('geo:52.516275,-13.3')
  expect(buildGeoUri({ lat: 1e-9, lon: -1e-9 })).toBe('geo:0,0')
  expect(buildGeoUri({ lat: 10, lon: 100 })).toBe('geo:10,100')
})
