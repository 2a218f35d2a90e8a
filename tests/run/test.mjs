// Everything that must hold, the cheapest first. `npm test -- unit e2e` runs the named steps only.
// Each step prints one line, its output only when it fails; the last line is the sum.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureModules, ensurePackages, Missing, root } from './prepare.mjs'
import { bin, run, vitest } from './vitest.mjs'

const scratch = mkdtempSync(path.join(tmpdir(), 'kith-test-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** One command that passes or fails as a whole. */
const single = (command, args) => async () => {
  const { ok, output } = await run(command, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output }
}

/** The layer rule has to be able to fail: a forbidden import is planted in a copy, and the lint must find it. */
async function plantedViolation() {
  const copy = path.join(scratch, 'planted')
  for (const item of [
    'src/shared',
    'src/storage',
    'src/protocol',
    'src/model',
    '.oxlint',
    '.oxlintrc.json',
    'package.json',
    'tsconfig.json',
  ])
    cpSync(path.join(root, item), path.join(copy, item), { recursive: true })
  writeFileSync(
    path.join(copy, 'src/protocol/planted.ts'),
    "import { accountDb } from '#storage/db.ts'\n\nexport const planted = accountDb\n",
  )
  const { ok, output } = await run(bin('oxlint'), ['src'], { cwd: copy })
  const found = !ok && output.includes('protocol may not import storage')
  return { passed: found ? 1 : 0, failed: found ? 0 : 1, output: `The planted layer violation was not found.\n${output}` }
}

const STEPS = {
  format: single(bin('oxfmt'), ['--check', '.']),
  types: single(bin('tsc'), ['--noEmit']),
  lint: single(bin('oxlint'), ['--type-aware']),
  layers: plantedViolation,
  'dead-code': single(bin('knip'), ['--no-progress']),
  build: single(bin('vite'), ['build', '--logLevel', 'warn']),
  budget: single(process.execPath, [path.join(root, 'tests/run/size-budget.mjs')]),
  unit: vitest(scratch, 1, ['unit', 'ui'], { again: 3 }),
  integration: vitest(scratch, 3, ['integration']),
  e2e: vitest(scratch, 2, ['e2e'], { again: 3 }),
}
/** Beside the unit tests, which keep one processor busy, the integration tests mostly wait for their servers. */
const TOGETHER = ['unit', 'integration']

const sum = { passed: 0, failed: 0, skipped: 0 }

async function take(name) {
  const startedAt = Date.now()
  const { passed, failed, skipped = 0, output, isTold = false } = await STEPS[name]()
  sum.passed += passed
  sum.failed += failed
  sum.skipped += skipped
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  console.log(
    `${failed ? 'FAIL' : 'ok  '} ${name.padEnd(12)} ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} (${seconds} s)`,
  )
  if (failed || isTold) console.log(output.trim())
}

async function main() {
  const wanted = process.argv.slice(2).filter(arg => !arg.startsWith('-'))
  const unknown = wanted.filter(name => !(name in STEPS))
  if (unknown.length > 0) throw new Missing(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(STEPS).join(', ')}`)
  ensureModules()
  ensurePackages([
    'prosody',
    'lua-dbi-sqlite3',
    'ejabberd',
    'erlang-p1-sqlite3',
    'libervia-cli',
    'dbus-daemon',
    'python3-slixmpp',
    'chromium',
    'fonts-noto-core',
  ])
  const steps = Object.keys(STEPS).filter(name => wanted.length === 0 || wanted.includes(name))
  for (const name of steps) {
    const [first] = TOGETHER.filter(other => steps.includes(other))
    if (!TOGETHER.includes(name)) await take(name)
    else if (name === first) await Promise.all(TOGETHER.filter(other => steps.includes(other)).map(take))
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`)
  process.exitCode = sum.failed > 0 ? 1 : 0
}

main().catch(error => {
  console.error(error instanceof Missing ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
})
