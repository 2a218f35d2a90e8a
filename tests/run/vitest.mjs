// Vitest projects, counted test by test, and what failed in them in a few lines each.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './prepare.mjs'

export const bin = name => path.join(root, 'node_modules/.bin', name)

export function run(command, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    })
    let output = ''
    child.stdout.on('data', data => (output += data))
    child.stderr.on('data', data => (output += data))
    child.on('error', error => resolve({ ok: false, output: String(error) }))
    child.on('close', code => resolve({ ok: code === 0, output }))
  })
}

const MOST_LINES = 30

/** One run of Vitest. @returns what failed, by name, or null when there is no report at all */
async function round(projects, workers, scratch, rest = []) {
  const report = path.join(scratch, `${projects.join('-')}-${rest.length}.json`)
  const names = projects.flatMap(project => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { ok, output } = await run(bin('vitest'), ['run', ...names, `--maxWorkers=${workers}`, ...reporters, ...rest])
  if (!existsSync(report)) return null
  const { numPassedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const failed = testResults.flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === 'failed')
    const all = tests.map(test => ({
      file: name,
      name: test.fullName,
      text: [...test.failureMessages, ...(test.meta?.pages ?? [])].join('\n'),
    }))
    // A file that does not even load has no failed test.
    return all.length === 0 && message ? [{ file: name, name: null, text: message }] : all
  })
  return { ok, output, passed: numPassedTests, skipped: numPendingTests, failed }
}

const told = ({ file, name, text }) =>
  `× ${path.relative(root, file)}: ${name ?? 'does not load'}\n${text.split('\n').slice(0, MOST_LINES).join('\n')}`

const escaped = text => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/**
 * @param scratch folder for reports
 * @param workers files that run at once. Unit tests keep a processor busy, integration tests mostly wait for their own servers, and
 * each file of the browser tests has its own server and its own browser.
 * @param again so many that fail are run once more by themselves; more of them fail for a reason that is no accident. What failed first is printed all the same: a
 * machine that is too slow for a moment is told apart from what is broken, and neither is hidden.
 */
export const vitest =
  (scratch, workers, projects, { again = 0 } = {}) =>
  async () => {
    const first = await round(projects, workers, scratch)
    if (first === null) return { passed: 0, failed: 1, output: 'Vitest did not run.' }
    const { ok, output, passed, skipped, failed } = first
    const text = failed.length > 0 ? failed.map(told).join('\n\n') : output
    const isFew = failed.length > 0 && failed.length <= again && failed.every(({ name }) => name !== null)
    if (!isFew) return { passed, failed: failed.length || (ok ? 0 : 1), skipped, output: text }
    const files = [...new Set(failed.map(({ file }) => file))]
    const pattern = failed.map(({ name }) => `${escaped(name)}$`).join('|')
    const second = await round(projects, 1, scratch, [...files, '-t', pattern])
    const isRight = second !== null && second.passed + second.failed.length === failed.length
    const left = isRight ? second.failed : failed
    const healed = failed.length - left.length
    const note = `${healed} of these passed when run again by ${healed === 1 ? 'itself' : 'themselves'}`
    const outputs = [text, ...(left.length > 0 && isRight ? [`Again:\n\n${left.map(told).join('\n\n')}`] : []), note]
    return { passed: passed + healed, failed: left.length, skipped, output: outputs.join('\n\n'), isTold: true }
  }
