// The layer table of src/README.md as a lint rule: who may import whom, and which packages a layer may use.
// Type-only imports count, since they tie the layers together just as much.
import path from 'node:path'

const PAGE_PACKAGES = [
  'react',
  'react-dom',
  'react-intl',
  'dexie-react-hooks',
  '@tanstack/',
  'zustand',
  'lucide-react',
  'tinykeys',
  'micromark-extension-gfm',
  'mdast',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'mdast-util-to-markdown',
  'diff',
  'dompurify',
  'yet-another-react-lightbox',
]

/** layer -> [layers it may import, packages it may import] */
const LAYERS = {
  shared: [[], []],
  protocol: [['shared'], ['@xmpp/xml']],
  model: [['shared'], []],
  storage: [['model', 'shared'], ['dexie']],
  commands: [['storage', 'model', 'shared'], ['dexie']],
  bridge: [['model', 'shared'], []],
  engine: [
    ['protocol', 'storage', 'model', 'bridge', 'shared'],
    ['@xmpp/', 'dexie', 'ws'],
  ],
  ui: [['shared'], ['react', 'react-dom', 'react-intl', 'virtua', 'lucide-react', 'hsluv']],
  components: [
    ['ui', 'commands', 'storage', 'bridge', 'model', 'shared'],
    [...PAGE_PACKAGES, 'virtual:emoji/'],
  ],
  features: [['components', 'ui', 'commands', 'storage', 'bridge', 'model', 'shared'], PAGE_PACKAGES],
  app: [
    ['features', 'components', 'ui', 'commands', 'storage', 'bridge', 'model', 'shared'],
    [...PAGE_PACKAGES, 'workbox-', 'virtual:', 'valibot'],
  ],
}

/** Inside the engine: session knows none of the others; the rest know session and not each other. */
const ENGINE_ROOMS = new Set(['session', 'receive', 'catch-up', 'deliver', 'answer'])

const isTest = file => /\.test\.tsx?$/.test(file)

function breach(file, source) {
  const [, here] = file.split('/src/')
  if (here === undefined || isTest(file)) return undefined
  const [layer, room] = here.split('/')
  const rules = LAYERS[layer]
  if (!rules) return undefined
  const [mayImport, packages] = rules
  const target = source.startsWith('#')
    ? source.slice(1)
    : source.startsWith('.')
      ? path.posix.normalize(path.posix.join(path.posix.dirname(here), source))
      : undefined
  if (target === undefined) {
    if (
      packages.some(name =>
        name.endsWith('/') || name.endsWith('-') || name.endsWith(':')
          ? source.startsWith(name)
          : source === name || source.startsWith(`${name}/`),
      )
    )
      return undefined
    return `${layer} may not use the package ${source}`
  }
  const [targetLayer, targetRoom] = target.replace(/\?.*$/, '').split('/')
  if (targetLayer !== layer) {
    if (layer === 'app' && targetLayer === 'engine' && source.includes('?worker&url')) return undefined
    return mayImport.includes(targetLayer) ? undefined : `${layer} may not import ${targetLayer}`
  }
  if (layer === 'features' && targetRoom !== room) return `the feature ${room} may not import the feature ${targetRoom}`
  if (layer === 'engine' && ENGINE_ROOMS.has(room) && ENGINE_ROOMS.has(targetRoom) && room !== targetRoom && targetRoom !== 'session')
    return `engine/${room} may not import engine/${targetRoom}`
  return undefined
}

const layers = {
  create(context) {
    const check = node => {
      const source = node.source?.value
      if (typeof source !== 'string') return
      const message = breach(context.filename.split(path.sep).join('/'), source)
      if (message) context.report({ node, message })
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check }
  },
}

/** No HTML sink anywhere: remote markup becomes React elements through an allow-list, never a string for a parser. */
const SINK_MEMBERS = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'srcdoc',
  'createContextualFragment',
  'setHTMLUnsafe',
  'parseHTMLUnsafe',
])
const noHtmlSink = {
  create(context) {
    const report = (node, name) => context.report({ node, message: `${name} is an HTML sink; build elements instead` })
    return {
      MemberExpression(node) {
        const name = node.computed ? node.property.value : node.property.name
        if (SINK_MEMBERS.has(name)) report(node, name)
        if ((name === 'write' || name === 'writeln') && node.object.name === 'document') report(node, `document.${name}`)
      },
      JSXAttribute(node) {
        if (node.name.name === 'dangerouslySetInnerHTML' || node.name.name === 'srcDoc') report(node, node.name.name)
      },
      Property(node) {
        if (node.key?.name === 'dangerouslySetInnerHTML') report(node, 'dangerouslySetInnerHTML')
      },
      CallExpression(node) {
        if (node.callee.name === 'eval') report(node, 'eval')
      },
      NewExpression(node) {
        if (node.callee.name === 'Function' || node.callee.name === 'DOMParser') report(node, node.callee.name)
      },
    }
  },
}

/**
 * Dexie follows a live query over an `await` only when the function it is given is async itself: what a plain one reads behind the first
 * await would be read once and never again.
 */
const asyncLiveQuery = {
  create(context) {
    return {
      CallExpression(node) {
        if (!['useLiveQuery', 'followQuery', 'liveQuery'].includes(node.callee.name)) return
        const [read] = node.arguments
        if (read?.type === 'ArrowFunctionExpression' && !read.async)
          context.report({ node: read, message: 'the function of a live query has to be async, else Dexie does not follow it' })
      },
    }
  },
}

/** `count()` in a live query re-runs on every write of the table (measured: 203 ms against 9 ms), so it has no place in storage reads. */
const noLiveCount = {
  create(context) {
    return {
      CallExpression(node) {
        if (node.callee.name !== 'useLiveQuery') return
        if (/\.count\(/.test(context.sourceCode.getText(node)))
          context.report({ node, message: 'count() in a live query re-runs on every write; keep a counter field' })
      },
    }
  },
}

export default {
  meta: { name: 'kith' },
  rules: { layers, 'no-html-sink': noHtmlSink, 'async-live-query': asyncLiveQuery, 'no-live-count': noLiveCount },
}
