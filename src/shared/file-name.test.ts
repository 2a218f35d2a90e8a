import { expect, test } from 'vitest'
import { nameAs, safeFileName, shownFileName } from './file-name.ts'

test.each([
  ['IMG 1234.jpg', 'IMG 1234.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\a.png', 'a.png'],
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['a\u0000b\n c.png', 'ab c.png'],
  ['..', ''],
  ['très 写真 👩‍🚀.webp', 'très 写真 👩‍🚀.webp'],
])('%j is called %j', (raw, name) => expect(safeFileName(raw)).toBe(name))

test('a long name keeps its ending', () => {
  const name = safeFileName(`${'x'.repeat(300)}.jpeg`)
  expect(name).toHaveLength(100)
  expect(name).toMatch(/x\.jpeg$/)
})

test('a picture that became another kind of file is called so', () => {
  expect(nameAs('shot.png', 'image/webp')).toBe('shot.webp')
  expect(nameAs('shot.JPEG', 'image/jpeg')).toBe('shot.JPEG')
  expect(nameAs('shot', 'image/jpeg')).toBe('shot.jpg')
  expect(nameAs('shot.bin', 'application/pdf')).toBe('shot.bin')
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['~/Pictures/My cat.jpg', 'My cat.jpg'],
  ['C:\\My files\\notes', 'notes'],
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['The hill, seen\nfrom below', 'The hill, seen from below'],
  ['This and/or that', 'This and/or that'],
])('%j, said of a file, is shown as %j', (raw, name) => expect(shownFileName(raw)).toBe(name))
