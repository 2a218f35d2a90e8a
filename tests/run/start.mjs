// `npm start`: a local XMPP server with a demo world, and the production build of Kith in front of it.
// `-- --fresh` builds the world anew, `-- --port 8081` and `-- --xmpp-port 5281` choose other ports.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureModules, ensurePackages, Missing, root } from './prepare.mjs'

const OPTIONS = {
  fresh: { type: 'boolean', default: false },
  port: { type: 'string', default: '8080' },
  'xmpp-port': { type: 'string', default: '5280' },
}
const USAGE = 'npm start [-- [--fresh] [--port 8080] [--xmpp-port 5280]]'

function portOf(values, name) {
  const port = Number(values[name])
  if (!Number.isInteger(port) || port < 1024 || port > 65_535)
    throw new Missing(`--${name} takes a number from 1024 to 65535, not "${values[name]}".`)
  return port
}

function readOptions() {
  // Without the two dashes npm keeps the options for itself and says nothing.
  const kept = Object.keys(OPTIONS).find(name => process.env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined)
  if (kept) throw new Missing(`Options go behind two dashes: npm start -- --${kept}`)
  let values
  try {
    ;({ values } = parseArgs({ options: OPTIONS }))
  } catch (error) {
    throw new Missing(`${error.message.split('. ')[0]}. Usage: ${USAGE}`)
  }
  const [port, xmppPort] = [portOf(values, 'port'), portOf(values, 'xmpp-port')]
  if (port === xmppPort) throw new Missing(`The page and the server need two different ports, not ${port} twice.`)
  return { fresh: values.fresh, port, xmppPort }
}

function newestIn(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((newest, entry) => Math.max(newest, statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs), 0)
}

function ensureBuild() {
  const built = path.join(root, 'dist/index.html')
  const sources = ['index.html', 'package-lock.json', 'vite.config.ts'].map(file => statSync(path.join(root, file)).mtimeMs)
  const newest = Math.max(newestIn(path.join(root, 'src')), newestIn(path.join(root, 'public')), ...sources)
  if (existsSync(built) && statSync(built).mtimeMs > newest) return
  console.log('Building Kith …')
  try {
    execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    throw new Missing(`The build failed:\n${String(error.stderr ?? error).trim()}`)
  }
}

async function listens(port, host) {
  const server = createServer()
  return new Promise(resolve => {
    // A machine without IPv6 has nobody there to be in the way.
    server.once('error', error => resolve(error.code === 'EADDRINUSE'))
    server.listen(port, host, () => server.close(() => resolve(false)))
  })
}

/** On both loopbacks: a browser may try `localhost` on either. */
async function isFree(port) {
  return !(await listens(port, '127.0.0.1')) && !(await listens(port, '::1'))
}

async function ensureFree(port, option) {
  if (await isFree(port)) return
  let other = port + 1
  while (!(await isFree(other))) other += 1
  throw new Missing(`Port ${port} is in use. Choose another one: npm start -- --${option} ${other}`)
}

/** As root the server runs as the user of its package, who must be able to get into the folder. */
function canBeEntered(dir) {
  const parent = path.dirname(dir)
  return (statSync(dir).mode & 0o001) !== 0 && (parent === dir || canBeEntered(parent))
}

function worldFolder(port) {
  const name = `demo-${port}`
  if (process.getuid?.() !== 0 || canBeEntered(root)) return path.join(root, '.kith', name)
  return path.join('/var/tmp', `kith-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`, name)
}

/** What was started, stopped in the reverse order; and nothing is left when somebody is impatient. */
const started = []
let stopping = false

async function stop() {
  if (stopping) return
  stopping = true
  console.log('\nStopping …')
  await Promise.allSettled(started.reverse().map(thing => thing.stop()))
  process.exit(0)
}

function tellAccounts({ url, world, dir }) {
  console.log(`\nKith is at ${url}\n\nAccounts (address, password):`)
  for (const { jid, password, about } of world.accounts) console.log(`  ${jid.padEnd(18)} ${password.padEnd(12)} ${about}`)
  console.log(`\nThe server is at ${world.server.websocketUrl}; ${world.server.anonymousDomain} lets anybody read without an account.`)
  if (!dir.startsWith(root)) console.log(`The world is in ${dir}: the server's user may not enter ${root}.`)
  console.log('Ctrl-C stops everything; the world is kept for the next start (npm start -- --fresh builds it anew).')
}

async function main() {
  const { fresh, port, xmppPort } = readOptions()
  ensureModules()
  ensurePackages(['prosody', 'lua-dbi-sqlite3'])
  await ensureFree(port, 'port')
  await ensureFree(xmppPort, 'xmpp-port')
  ensureBuild()

  const dir = worldFolder(xmppPort)
  if (fresh) rmSync(dir, { recursive: true, force: true })
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(path.join(root, 'tests/servers/demo-world.ts'), { configFile: false, root })
  const { serve } = await import('./serve.mjs')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop())
  const world = await module.startDemoWorld({
    dir,
    port: xmppPort,
    onProgress: text => console.log(text),
    onServer: server => started.push(server),
  })
  const config = { domain: 'localhost', websocket: { localhost: world.server.websocketUrl }, communities: world.communities }
  const host = await serve({ dist: path.join(root, 'dist'), port, config })
  started.push(host)
  tellAccounts({ url: host.url, world, dir })
}

main().catch(error => {
  // What a stop cut off has no news for anybody.
  if (stopping) return
  console.error(error instanceof Missing ? error.message : error)
  process.exit(1)
})
