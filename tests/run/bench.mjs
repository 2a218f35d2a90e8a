// `npm run bench`: how fast Kith is, in a real browser against a real server, beside what the machine allows at best.
// `-- sign-in feed` measures these cases only, `-- --runs 3` says how often. Nothing is too slow for it: it only tells.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureModules, ensurePackages, Missing, root } from './prepare.mjs'

async function main() {
  const { values, positionals } = parseArgs({ options: { runs: { type: 'string' } }, allowPositionals: true })
  const runs = values.runs === undefined ? undefined : Number(values.runs)
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0)) throw new Missing(`--runs wants a number from 1, not ${values.runs}`)
  ensureModules()
  ensurePackages(['prosody', 'lua-dbi-sqlite3', 'chromium'])
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(path.join(root, 'tests/bench/bench.ts'), { configFile: false, root })
  const unknown = positionals.filter(name => !module.CASE_NAMES.includes(name))
  if (unknown.length > 0) throw new Missing(`No such case: ${unknown.join(', ')}. Cases: ${module.CASE_NAMES.join(', ')}`)

  // A build of its own, always new: dist may be older than the sources, or somebody is looking at it.
  const dist = path.join(root, '.kith/bench/dist')
  console.log('Building …')
  const build = ['build', '--logLevel', 'error', '--outDir', dist, '--emptyOutDir']
  execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), ...build], {
    cwd: root,
    // The import above made this process one of development.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const { broken } = await module.bench({ dist, reports: path.join(root, '.kith/bench'), wanted: positionals, runs })
  if (broken.length > 0) throw new Missing(`Could not be measured: ${broken.join(', ')}`)
}

main().then(
  () => process.exit(0),
  error => {
    console.error(error instanceof Missing ? error.message : error)
    process.exit(1)
  },
)
