import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { childServer, freePort, serverFolder } from './child-server.ts'
import type { ServerOptions, TestServer } from './test-server.ts'

/** @param tcpPort there although few use it: WebSockets take their rate from the first listener for plain connections */
function configuration(dir: string, port: number, tcpPort: number, options: ServerOptions): string {
  return `
hosts: ["localhost", "anon.localhost"]
loglevel: warning
certfiles: []
listen:
  - port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers:
      /ws: ejabberd_http_ws
      /upload: mod_http_upload
      /.well-known/host-meta: mod_host_meta
      /.well-known/host-meta.json: mod_host_meta
  - port: ${tcpPort}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    shaper: c2s_shaper
auth_method: internal
auth_password_format: scram
host_config:
  anon.localhost:
    auth_method: [anonymous]
    anonymous_protocol: sasl_anon
sql_type: sqlite
sql_database: "${dir}/ejabberd.sqlite"
acl:
  local:
    server: localhost
access_rules:
  local:
    allow: local
  everyone:
    allow: all
api_permissions: {}
shaper:
  normal:
    rate: 3000
    burst_size: 20000
shaper_rules:
  c2s_shaper: ${options.stockLike ? 'normal' : 'none'}
modules:
  mod_caps: {}
  mod_carboncopy: {}
  mod_client_state: {}
  mod_disco: {}
  mod_blocking: {}
  mod_last: {}
  mod_host_meta:
    websocket_url: "ws://@HOST@:${port}/ws"
  mod_http_upload:
    put_url: "http://@HOST@:${port}/upload"
    docroot: "${dir}/upload"
    access: local
    custom_headers:
      "Access-Control-Allow-Origin": "*"
      "Access-Control-Allow-Methods": "GET,HEAD,PUT,OPTIONS"
      "Access-Control-Allow-Headers": "Content-Type"
  mod_mam:
    db_type: sql
    default: always
    assume_mam_usage: true
  mod_muc:
    default_room_options:
      mam: true
  mod_ping: {}
  mod_privacy: {}
  mod_private: {}
  mod_pubsub:
    access_createnode: local
    plugins: [flat, pep]
    ignore_pep_from_offline: false
    last_item_cache: false
    max_items_node: 10000
    hosts: ["pubsub.@HOST@"]
  mod_register:
    ip_access: everyone
    access: everyone
    welcome_message: {subject: "", body: ""}
  mod_roster:
    versioning: true
  mod_stream_mgmt:
    resume_timeout: ${options.resumeSeconds ?? 60}
    resend_on_timeout: false
  mod_time: {}
  mod_vcard: {search: false}
  mod_vcard_xupdate: {}
  mod_version: {}
registration_timeout: infinity
`
}

/** Where Debian keeps Erlang libraries of this architecture. */
function libraries(): string {
  const triplet = readdirSync('/usr/lib').find(
    name => name.endsWith('-linux-gnu') && readdirSync(`/usr/lib/${name}`).some(library => library.startsWith('ejabberd-')),
  )
  if (!triplet || !existsSync('/usr/bin/erl')) throw new Error('ejabberd is not installed: apt-get install ejabberd erlang-p1-sqlite3')
  return `/usr/lib/${triplet}`
}

/** ejabberd as a plain Erlang program without distribution: no port mapper, no control script, nothing left behind. */
export async function startEjabberd(options: ServerOptions = {}): Promise<TestServer> {
  const dir = serverFolder('ejabberd', options.dir)
  const port = options.port ?? (await freePort())
  const tcpPort = await freePort()
  const httpUrl = `http://localhost:${port}`
  const websocketUrl = `ws://localhost:${port}/ws`
  for (const folder of ['mnesia', 'upload', 'log']) mkdirSync(path.join(dir, folder), { recursive: true })
  const config = path.join(dir, 'ejabberd.yml')
  writeFileSync(config, configuration(dir, port, tcpPort, options))
  const child = childServer({
    command: '/usr/bin/erl',
    args: ['+K', 'true', '-noinput', '-mnesia', 'dir', `"${path.join(dir, 'mnesia')}"`, '-s', 'ejabberd'],
    env: {
      EJABBERD_CONFIG_PATH: config,
      EJABBERD_LOG_PATH: path.join(dir, 'log/ejabberd.log'),
      ERL_LIBS: libraries(),
      ERL_CRASH_DUMP: '/dev/null',
    },
    user: 'ejabberd',
    dir,
    keep: options.dir !== undefined,
    websocketUrl,
    domain: 'localhost',
  })
  await child.start()
  return {
    name: 'ejabberd',
    domain: 'localhost',
    websocketUrl,
    httpUrl,
    pubsub: 'pubsub.localhost',
    muc: 'conference.localhost',
    upload: 'upload.localhost',
    anonymousDomain: 'anon.localhost',
    tcpPort,
    dir,
    register: child.register,
    stop: child.stop,
    restart: child.restart,
    kill: child.kill,
  }
}
