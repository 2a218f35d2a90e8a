import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { mediaTypeOf } from '#shared/file-name.ts'
import { clockTime } from './clock-time.ts'
import { levelsOf } from './load-sound.ts'
import { recordingName } from './record.ts'

test('a recording is called what it is, whatever the browser records, and is known by its name again', () => {
  const types = ['audio/webm;codecs=opus', 'audio/ogg; codecs=opus', 'audio/mp4', 'audio/new']
  const names = types.map(recordingName)
  expect(names).toEqual(['voice-message.weba', 'voice-message.ogg', 'voice-message.m4a', 'voice-message'])
  expect(names.map(mediaTypeOf)).toEqual(['audio/webm', 'audio/ogg', 'audio/mp4', ''])
})

test('the loudest part is as high as there is room, silence is silence, and a moment has as many bars as an hour', () => {
  const samples = new Float32Array(5600)
  samples.fill(0.1, 0, 100).fill(-0.2, 100, 200)
  const levels = levelsOf(samples)
  expect(levels).toHaveLength(56)
  expect(levels[0]).toBeCloseTo(0.5)
  expect(levels.slice(1, 3)).toEqual([1, 0])
  expect(levelsOf(new Float32Array(0))).toEqual(Array.from({ length: 56 }, () => 0))
})

test('seconds are said as on a clock, in the digits of the language', () => {
  const clock = (locale: string, seconds: number): string => clockTime(createIntl({ locale }), seconds)
  expect([0, 9.6, 65, 3725].map(seconds => clock('en', seconds))).toEqual(['0:00', '0:10', '1:05', '1:02:05'])
  expect(clock('ar-EG', 65)).toBe('١:٠٥')
})
