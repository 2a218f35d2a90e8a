import * as v from 'valibot'
import { DEFAULT_DEPLOYMENT, type Deployment } from '#components/deployment.ts'

const text = v.pipe(v.string(), v.trim(), v.maxLength(500))

const SHAPES = {
  domain: text,
  lockDomain: v.boolean(),
  websocket: v.record(v.string(), v.pipe(v.string(), v.regex(/^wss?:\/\//i))),
  register: v.union([v.boolean(), v.array(text)]),
  anonymous: text,
  communities: v.array(text),
  channelSearch: text,
  webAddress: v.pipe(v.string(), v.regex(/^https?:\/\//i)),
  name: v.pipe(text, v.nonEmpty(), v.maxLength(40)),
  accent: v.pipe(
    text,
    v.check(value => typeof CSS === 'undefined' || CSS.supports('color', value)),
  ),
} satisfies Record<keyof Deployment, v.GenericSchema>

/** Takes the keys that are right and reports the others: a typo by the host must not keep anybody out. */
export function parseDeployment(raw: unknown, report: (problem: string) => void): Deployment {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    report('config.json is not an object')
    return DEFAULT_DEPLOYMENT
  }
  const good: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(raw)) {
    const shape: v.GenericSchema | undefined = Object.hasOwn(SHAPES, key) ? SHAPES[key as keyof Deployment] : undefined
    const result = shape && v.safeParse(shape, value)
    if (result?.success === true) good[key] = result.output
    else report(`config.json: "${key}" ${result ? 'has a value of the wrong type' : 'is not a known key'} and is ignored`)
  }
  return { ...DEFAULT_DEPLOYMENT, ...good }
}

/** Reads config.json. No file, no network or no JSON means the defaults: the page works from its cache alone. */
export async function loadDeployment(report: (problem: string) => void): Promise<Deployment> {
  try {
    const answer = await fetch('./config.json', { signal: AbortSignal.timeout(3000) })
    if (!answer.ok) return DEFAULT_DEPLOYMENT
    return parseDeployment(await answer.json(), report)
  } catch (error) {
    report(`config.json could not be read: ${String(error)}`)
    return DEFAULT_DEPLOYMENT
  }
}
