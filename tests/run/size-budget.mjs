// The first screen: the entry of the page and the front door, with everything they import at once, gzipped, and the whole precache beside it.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './prepare.mjs'

const FIRST_SCREEN_KIB = 200
/** A place behind the front door is drawn in the same moment in which its files are asked for, and each of them takes its time. */
const FILES_OF_A_PLACE = 8
const dist = path.join(root, 'dist')
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'))

const first = ['index.html', 'src/features/sign-in/sign-in-page.tsx'].map(src => Object.values(manifest).find(chunk => chunk.src === src))
const visit = (chunk, files) => {
  if (files.has(chunk.file)) return files
  files.add(chunk.file)
  for (const css of chunk.css ?? []) files.add(css)
  for (const key of chunk.imports ?? []) visit(manifest[key], files)
  return files
}
const files = new Set()
for (const chunk of first) visit(chunk, files)

const gzipped = file => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length / 1024
const sizes = [...files].map(file => [file, gzipped(file)]).sort((a, b) => b[1] - a[1])
const total = sizes.reduce((sum, [, size]) => sum + size, gzipped('index.html'))
for (const [file, size] of sizes) console.log(`${size.toFixed(1).padStart(8)} KiB  ${file}`)

const everything = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
  file => /\.(js|css)$/.test(file) && statSync(path.join(dist, file)).isFile(),
)
const whole = everything.reduce((sum, file) => sum + gzipped(file), 0)
console.log(`first screen ${total.toFixed(1)} KiB gzip of ${FIRST_SCREEN_KIB}; all scripts and styles ${whole.toFixed(1)} KiB`)

const begun = visit(first[0], new Set())
const places = Object.values(manifest)
  .filter(({ isDynamicEntry, src }) => isDynamicEntry && src.endsWith('-page.tsx'))
  .map(chunk => [chunk.src, visit(chunk, new Set(begun)).size - begun.size])
  .sort((one, other) => other[1] - one[1])
const [place, most] = places[0]
console.log(`a place opens with at most ${most} files of ${FILES_OF_A_PLACE}: ${place}`)
if (total > FIRST_SCREEN_KIB || most > FILES_OF_A_PLACE) process.exitCode = 1
