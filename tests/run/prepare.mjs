// Installs what is missing, for `npm start` and `npm test` alike. Plain Node, so that it runs before anything is installed.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

/** Debian package -> a file that is there when it is installed. */
const PROBES = {
  prosody: '/usr/bin/prosody',
  'lua-dbi-sqlite3': '/usr/share/doc/lua-dbi-sqlite3',
  ejabberd: '/usr/sbin/ejabberdctl',
  'erlang-p1-sqlite3': '/usr/share/doc/erlang-p1-sqlite3',
  'libervia-cli': '/usr/bin/libervia-cli',
  'dbus-daemon': '/usr/bin/dbus-daemon',
  'python3-slixmpp': '/usr/lib/python3/dist-packages/slixmpp',
  chromium: '/usr/bin/chromium',
  'fonts-noto-core': '/usr/share/doc/fonts-noto-core',
}

export class Missing extends Error {}

/** The Debian packages, by apt where we may, else by telling exactly what to install. */
export function ensurePackages(names) {
  const missing = names.filter(name => !existsSync(PROBES[name]))
  if (missing.length === 0) return
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (!isDebianRoot)
    throw new Missing(`Missing: ${missing.join(', ')}. Install with: sudo apt-get install --no-install-recommends ${missing.join(' ')}`)
  console.log(`Installing ${missing.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => spawnSync('apt-get', args, { env, encoding: 'utf8' })
  apt('update')
  const result = apt('install', '-y', '--no-install-recommends', ...missing)
  const still = missing.filter(name => !existsSync(PROBES[name]))
  if (still.length > 0)
    throw new Missing(`Could not install ${still.join(', ')}:\n${result.stderr?.trim().split('\n').slice(-5).join('\n')}`)
}

/** The npm packages of the lock file; done again only when the lock file changed. */
export function ensureModules() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) throw new Missing(`Node ${process.versions.node} is too old: Kith needs 20.19 or newer.`)
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = path.join(root, 'node_modules/.kith-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.log('Installing npm packages …')
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    })
  } catch (error) {
    throw new Missing(
      `npm ci failed:\n${String(error.stderr ?? error)
        .trim()
        .split('\n')
        .slice(-8)
        .join('\n')}`,
    )
  }
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, lock)
}
