// `npm start`: a local XMPP server with a demo world, and the production build of Kith in front of it.
// `-- --fresh` builds the world anew, `-- --port 8081` chooses another port.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureModules, ensurePackages, Missing, root } from './prepare.mjs'

const XMPP_PORT = 5280

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
  console.log('Building …')
  execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
  })
}

async function isFree(port) {
  const server = createServer()
  return new Promise(resolve => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

async function main() {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      port: { type: 'string', default: '8080' },
      'xmpp-port': { type: 'string', default: String(XMPP_PORT) },
    },
  })
  const [port, xmppPort] = [Number(values.port), Number(values['xmpp-port'])]
  ensureModules()
  ensurePackages(['prosody', 'lua-dbi-sqlite3'])
  for (const [wanted, option] of [
    [port, '--port'],
    [xmppPort, '--xmpp-port'],
  ]) {
    if (!(await isFree(wanted))) throw new Missing(`Port ${wanted} is in use. Choose another one: npm start -- ${option} ${wanted + 1}`)
  }
  ensureBuild()

  const dir = path.join(root, '.kith/demo')
  if (values.fresh) rmSync(dir, { recursive: true, force: true })
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(path.join(root, 'tests/servers/demo-world.ts'), { configFile: false, root })
  const { serve } = await import('./serve.mjs')
  const world = await module.startDemoWorld({ dir, port: xmppPort, onProgress: text => console.log(text) })
  const host = await serve({
    dist: path.join(root, 'dist'),
    port,
    config: { domain: 'localhost', websocket: { localhost: world.server.websocketUrl }, communities: world.communities },
  })

  console.log(`\nKith is at ${host.url}\n\nAccounts (address, password):`)
  for (const { jid, password, about } of world.accounts) console.log(`  ${jid.padEnd(18)} ${password.padEnd(12)} ${about}`)
  console.log('\nCtrl-C stops everything; the world is kept for the next start (npm start -- --fresh builds it anew).')

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await Promise.allSettled([host.stop(), world.server.stop()])
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

main().catch(error => {
  console.error(error instanceof Missing ? error.message : error)
  process.exit(1)
})
