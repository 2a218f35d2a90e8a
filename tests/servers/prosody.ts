import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { childServer, freePort, serverFolder } from './child-server.ts'
import type { ServerOptions, TestServer } from './test-server.ts'

/** Lets local accounts make communities, as an operator of a social server would. */
const PUBSUB_OPEN = `local jid_split = require "util.jid".split;
local service = module:depends "pubsub".service;
local stock_may = service.may;
function service:may(node, actor, action)
  if action == "create" and actor ~= true and not self.nodes[node] then
    local _, host = jid_split(actor);
    local h = prosody.hosts[host];
    if h and h.type == "local" and not host:find("^anon%.") then return true; end
  end
  return stock_may(self, node, actor, action);
end
`

const MODULES = [
  'disco',
  'roster',
  'saslauth',
  'posix',
  'ping',
  'time',
  'version',
  'lastactivity',
  'pep',
  'bookmarks',
  'vcard4',
  'vcard_legacy',
  'private',
  'blocklist',
  'carbons',
  'csi_simple',
  'smacks',
  'mam',
  'register',
  'invites',
  'invites_adhoc',
  'invites_register',
  'admin_adhoc',
  'admin_shell',
  'http',
  'websocket',
  'http_files',
  'external_services',
]

function configuration(dir: string, port: number, tcpPort: number | null, options: ServerOptions): string {
  const stock = options.stockLike ?? false
  const without = new Set(options.without)
  const modules = (stock ? [...MODULES, 'limits'] : MODULES).filter(name => !without.has(name))
  return `
daemonize = false
pidfile = "${dir}/prosody.pid"; data_path = "${dir}/data"; certificates = "${dir}/certs"
plugin_paths = { "${dir}/plugins" }; admin_socket = "${dir}/prosody.sock"
admins = { "admin@localhost" }; log = { warn = "*console" }
interfaces = { "127.0.0.1" }; c2s_ports = { ${tcpPort ?? ''} }; c2s_direct_tls_ports = {}; proxy65_ports = {}
http_ports = { ${port} }; http_interfaces = { "127.0.0.1" }; https_ports = {}
http_default_host = "localhost"; http_external_url = "http://localhost:${port}/"
network_settings = { nagle = ${stock}, opportunistic_writes = ${!stock} }
consider_websocket_secure = true; c2s_require_encryption = false${tcpPort === null ? '' : '; allow_unencrypted_plain_auth = true'}
authentication = "internal_hashed"; allow_registration = true; registration_invite_only = false
storage = "sql"; sql = { driver = "SQLite3", database = "${dir}/prosody.sqlite" }
modules_disabled = { "s2s", "tls", "offline" }
modules_enabled = { ${modules.map(name => `"${name}"`).join('; ')} }
http_files_dir = "${dir}/www"; http_paths = { files = "/" }
mime_types = { json = "application/json" }
pep_max_items = ${stock ? 256 : 10_000}; max_archive_query_results = ${stock ? 50 : 100}
archive_expires_after = "never"; default_archive_policy = true; smacks_hibernation_time = ${options.resumeSeconds ?? 60}
${stock ? 'limits = { c2s = { rate = "10kb/s" } }' : ''}
VirtualHost "localhost"
VirtualHost "anon.localhost"
  authentication = "anonymous"
  modules_disabled = { "s2s","tls","register","invites","invites_adhoc","invites_register","mam","offline" }
Component "muc.localhost" "muc"
  modules_enabled = { "muc_mam" }
  muc_room_default_public = true; muc_log_by_default = true; muc_log_expires_after = "never"
Component "pubsub.localhost" "pubsub"
  ${stock ? '' : 'modules_enabled = { "pubsub_open" }; pubsub_max_items = 10000; expose_publisher = true'}
Component "upload.localhost" "http_file_share"
  http_host = "localhost"; http_file_share_access = { "localhost" }
`
}

/** XEP-0156 in XML, for clients that do not read the JSON. */
function hostMeta(websocketUrl: string): string {
  return `<?xml version='1.0' encoding='utf-8'?>
<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel='urn:xmpp:alt-connections:websocket' href='${websocketUrl}'/></XRD>
`
}

/** Prosody with SQLite and without Nagle (facts 11 and 12), everything a social client needs, on a free loopback port. */
export async function startProsody(options: ServerOptions = {}): Promise<TestServer> {
  const dir = serverFolder('prosody', options.dir)
  const port = options.port ?? (await freePort())
  const tcpPort = options.tcp ? await freePort() : null
  const httpUrl = `http://localhost:${port}`
  const websocketUrl = `ws://localhost:${port}/xmpp-websocket`
  for (const folder of ['data', 'certs', 'plugins', 'www/.well-known']) mkdirSync(path.join(dir, folder), { recursive: true })
  writeFileSync(path.join(dir, 'plugins/mod_pubsub_open.lua'), PUBSUB_OPEN)
  const links = { links: [{ rel: 'urn:xmpp:alt-connections:websocket', href: websocketUrl }] }
  writeFileSync(path.join(dir, 'www/.well-known/host-meta.json'), JSON.stringify(links))
  writeFileSync(path.join(dir, 'www/.well-known/host-meta'), hostMeta(websocketUrl))
  const config = path.join(dir, 'prosody.cfg.lua')
  writeFileSync(config, configuration(dir, port, tcpPort, options))
  const child = childServer({
    command: '/usr/bin/prosody',
    args: ['--config', config, '-F'],
    env: {},
    user: 'prosody',
    dir,
    keep: options.dir !== undefined,
    websocketUrl,
    domain: 'localhost',
  })
  await child.start()
  return {
    name: 'prosody',
    domain: 'localhost',
    websocketUrl,
    httpUrl,
    pubsub: 'pubsub.localhost',
    muc: 'muc.localhost',
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
