import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { withTone } from './src/shared/emoji-tone.ts'

const root = import.meta.dirname
const require = createRequire(import.meta.url)

/** The policy that was run in Chromium and Firefox, with Trusted Types. Sent as a header by a host that can, and always in the page. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data: blob: https: http://127.0.0.1:* http://localhost:*",
  'media-src': "'self' blob: https: http://127.0.0.1:* http://localhost:*",
  'connect-src': "'self' https: wss: ws://127.0.0.1:* ws://localhost:* http://127.0.0.1:* http://localhost:*",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'frame-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'kith dompurify',
}

export const SECURITY_HEADERS: Record<string, string> = {
  'Content-Security-Policy': `${policyText(POLICY)}; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), microphone=(self), geolocation=(self)',
}

function policyText(policy: Record<string, string>): string {
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** The policy inside the page, where `frame-ancestors` has no effect. Vite's development server adds its styles by script, with a nonce. */
function contentSecurityPolicy(): Plugin {
  let policy = POLICY
  return {
    name: 'kith:csp',
    configResolved(config) {
      if (config.command === 'serve' && !config.isProduction) policy = { ...POLICY, 'style-src': "'self' 'nonce-kith-development'" }
    },
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policyText(policy) }, injectTo: 'head-prepend' },
    ],
  }
}

const TEXTS = path.join(root, 'src/ui/text')

/** Names of the arguments a text takes: a translation must take the same. */
function argumentsOf(elements: MessageFormatElement[]): string[] {
  const names = new Set<string>()
  const visit = (parts: MessageFormatElement[]): void => {
    for (const part of parts) {
      if ('value' in part && part.type !== TYPE.literal && typeof part.value === 'string') names.add(part.value)
      if ('options' in part) for (const option of Object.values(part.options)) visit(option.value)
      if ('children' in part) visit(part.children)
    }
  }
  visit(elements)
  return [...names].sort()
}

/** Fails on a text that one language has and English has not, or the other way round, or that takes other arguments. */
function checkLanguages(): void {
  const read = (language: string, area: string): Record<string, string> =>
    JSON.parse(readFileSync(path.join(TEXTS, language, area), 'utf8'))
  for (const area of readdirSync(path.join(TEXTS, 'en'))) {
    const english = read('en', area)
    for (const language of ['fr', 'de', 'ja', 'ar']) {
      const other = read(language, area)
      for (const id of new Set([...Object.keys(english), ...Object.keys(other)])) {
        const [source, target] = [english[id], other[id]]
        if (source === undefined || target === undefined)
          throw new Error(`${language}/${area}: "${id}" is ${target === undefined ? 'missing' : 'unknown'}`)
        const [wants, has] = [argumentsOf(parse(source)).join(), argumentsOf(parse(target)).join()]
        if (wants !== has) throw new Error(`${language}/${area}: "${id}" takes {${has}}, English takes {${wants}}`)
      }
    }
  }
}

/** A text without arguments stays a text: most are, and it is a third of the size. */
function compile(text: string): string | MessageFormatElement[] {
  const elements = parse(text)
  const [only] = elements
  return elements.length === 1 && only?.type === TYPE.literal ? only.value : elements
}

/** ICU texts are parsed here, ahead of time, so that the parser does not travel to the browser. */
function messages(): Plugin {
  return {
    name: 'kith:messages',
    enforce: 'pre',
    buildStart() {
      if (!this.meta.watchMode) checkLanguages()
    },
    load: {
      filter: { id: /\/src\/ui\/text\/[a-z]+\/[a-z-]+\.json$/ },
      handler(id) {
        const texts: Record<string, string> = JSON.parse(readFileSync(id, 'utf8'))
        const parsed = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compile(text)]))
        return { code: `export default ${JSON.stringify(parsed)}`, moduleType: 'js' }
      },
    },
  }
}

/** Those that many systems cannot draw yet are left out. */
const NEWEST_EMOJI = 15
/** Parts of other emoji. */
const COMPONENTS = 2

interface EmojiFacts {
  hexcode: string
  emoji: string
  label: string
  tags?: string[]
  group?: number
  order?: number
  version: number
  skins?: { emoji: string }[]
}

/** Shortcodes that people know from elsewhere, before those of their own language. */
const SHORTCODES: Readonly<Record<string, readonly string[]>> = {
  en: [],
  fr: ['fr/shortcodes/emojibase.json'],
  de: ['de/shortcodes/cldr.json'],
  ja: ['ja/shortcodes/emojibase-native.json'],
}

/** What the picker and the completion know of emoji in one language, as rows of src/components/emoji/load-emojis.ts. */
function emojiRows(language: string): unknown[][] {
  const folder = path.dirname(require.resolve('emojibase-data/package.json'))
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
  const facts = (name: string): EmojiFacts[] => read(`${name}/data.json`) as EmojiFacts[]
  const codes = ['en/shortcodes/github.json', 'en/shortcodes/emojibase.json', ...(SHORTCODES[language] ?? [])].map(
    name => read(name) as Record<string, string | string[]>,
  )
  const order = new Map(facts('en').map(({ hexcode, order = 0 }) => [hexcode, order]))
  return facts(language)
    .filter(({ version, group }) => version <= NEWEST_EMOJI && group !== undefined && group !== COMPONENTS)
    .sort((one, other) => (order.get(one.hexcode) ?? 0) - (order.get(other.hexcode) ?? 0))
    .map(({ hexcode, emoji, label, tags = [], group, skins = [] }) => {
      const named = [...new Set(codes.flatMap(each => each[hexcode] ?? []))]
      // As everybody else writes it: what is a picture by itself needs no sign that it is one.
      const plain = emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1')
      const toned = skins.some(skin => skin.emoji === withTone(plain, 3)) ? 1 : 0
      return [plain, label, named.join(' '), tags.join(' '), group, toned]
    })
}

/** Names of emoji, taken from emojibase-data when the app is built: no copy of them is kept, and only the rows travel. */
function emojiNames(): Plugin {
  return {
    name: 'kith:emoji',
    resolveId: { filter: { id: /^virtual:emoji\/[a-z]+$/ }, handler: id => `\0${id}` },
    load: {
      // oxlint-disable-next-line eslint/no-control-regex -- the sign of a module without a file
      filter: { id: /^\0virtual:emoji\// },
      handler(id) {
        const rows = JSON.stringify(emojiRows(id.slice(id.lastIndexOf('/') + 1)))
        return { code: `export const data = JSON.parse(${JSON.stringify(rows)})`, moduleType: 'js' }
      },
    },
  }
}

/** What every screen begins with, in four chunks: three of them change seldom, so that an update re-downloads little. */
const FIRST = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'data', test: /node_modules\/(dexie|dexie-react-hooks|zustand|@tanstack\/(query-core|react-query))\// },
  { name: 'base', test: /node_modules\/|\/src\/(shared|model|ui)\/(?!text\/)/ },
  { name: 'app', test: /\/src\/(?!app\/main\.)/ },
].map((group, index) => ({ ...group, priority: 9 - index, tags: ['$initial' as const] }))

const LANGUAGE = /\/src\/ui\/text\/(fr|de|ja|ar)\//

/**
 * What comes later. A place opens with a handful of requests and not with seventy: each one costs the page a millisecond while it is to
 * draw, and the service worker another when it keeps them. The form is apart, for it is all that the front door needs.
 */
const LATER = [
  { name: (id: string): string | null => LANGUAGE.exec(id)?.[1] ?? null, test: LANGUAGE, priority: 3 },
  {
    name: 'form',
    test: /\/(preference-fields|field|text-field|select|checkbox|eye|eye-off)\.(tsx|module|mjs)/,
    minShareCount: 2,
    priority: 2,
  },
  { name: 'common', test: /\/src\/(?!ui\/text\/)|lucide/, minShareCount: 2, priority: 1 },
]

export default defineConfig({
  base: './',
  plugins: [
    contentSecurityPolicy(),
    messages(),
    emojiNames(),
    react({ compiler: true }),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/app',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}'],
        maximumFileSizeToCacheInBytes: 3_000_000,
      },
    }),
  ],
  ...(process.env['NODE_ENV'] === 'production' ? {} : { html: { cspNonce: 'kith-development' } }),
  resolve: {
    dedupe: ['@xmpp/xml', 'ltx', 'react', 'react-dom', 'dexie'],
    alias: process.env['VITEST'] ? {} : { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
  },
  worker: { format: 'es' },
  build: {
    target: ['chrome125', 'firefox128', 'safari18'],
    manifest: true,
    // All of these browsers know it.
    modulePreload: { polyfill: false },
    sourcemap: true,
    rolldownOptions: { output: { codeSplitting: { groups: [...FIRST, ...LATER] } } },
  },
  preview: { headers: SECURITY_HEADERS },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts'],
          setupFiles: ['tests/support/unit-setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          environment: 'happy-dom',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['tests/support/unit-setup.ts', 'tests/support/ui-setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['tests/integration/**/*.test.ts'],
          setupFiles: ['tests/support/unit-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 180_000,
          // What is waited for comes when it comes: a busy machine is no failure.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})
