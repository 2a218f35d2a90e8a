// The first screen: the entry of the page and the front door, with everything they import at once, gzipped, and the whole precache beside it.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './prepare.mjs'

const FIRST_SCREEN_KIB = 200
const dist = path.join(root, 'dist')
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'))

const first = ['index.html', 'src/features/sign-in/sign-in-page.tsx'].map(src => Object.values(manifest).find(chunk => chunk.src === src))
const files = new Set()
const visit = chunk => {
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const css of chunk.css ?? []) files.add(css)
  for (const key of chunk.imports ?? []) visit(manifest[key])
}
first.forEach(visit)

const gzipped = file => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length / 1024
const sizes = [...files].map(file => [file, gzipped(file)]).sort((a, b) => b[1] - a[1])
const total = sizes.reduce((sum, [, size]) => sum + size, gzipped('index.html'))
for (const [file, size] of sizes) console.log(`${size.toFixed(1).padStart(8)} KiB  ${file}`)

const everything = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
  file => /\.(js|css)$/.test(file) && statSync(path.join(dist, file)).isFile(),
)
const whole = everything.reduce((sum, file) => sum + gzipped(file), 0)
console.log(`first screen ${total.toFixed(1)} KiB gzip of ${FIRST_SCREEN_KIB}; all scripts and styles ${whole.toFixed(1)} KiB`)
if (total > FIRST_SCREEN_KIB) process.exitCode = 1
