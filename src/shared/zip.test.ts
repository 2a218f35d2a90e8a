import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { zipOf } from './zip.ts'

const lasting = new AbortController().signal

test('what another program unpacks is what was put in, names of other scripts and large files too', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kith-zip-'))
  const large = new Uint8Array(2_500_000).map((_, index) => index % 251)
  const zip = await zipOf(
    [
      { path: 'messages.html', blob: new Blob(['<p>hello</p>']) },
      { path: 'media/001 港.png', blob: new Blob([large]) },
      { path: 'media/002 empty', blob: new Blob([]) },
    ],
    new Date(2026, 5, 1, 12, 30, 10),
    lasting,
  )
  const file = path.join(folder, 'one.zip')
  writeFileSync(file, new Uint8Array(await zip.arrayBuffer()))
  const script =
    'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2]); print(z.infolist()[0].date_time)'
  expect(execFileSync('python3', ['-c', script, file, folder], { encoding: 'utf8' }).trim()).toBe('(2026, 6, 1, 12, 30, 10)')
  expect(readFileSync(path.join(folder, 'messages.html'), 'utf8')).toBe('<p>hello</p>')
  expect(readFileSync(path.join(folder, 'media/001 港.png')).equals(large)).toBe(true)
  expect(readFileSync(path.join(folder, 'media/002 empty'))).toHaveLength(0)
  rmSync(folder, { recursive: true })
})

test('it stops when it is not wanted any longer', async () => {
  await expect(zipOf([{ path: 'one', blob: new Blob(['x']) }], new Date(), AbortSignal.abort())).rejects.toThrow()
})
