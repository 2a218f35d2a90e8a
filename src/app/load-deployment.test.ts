import { expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '#components/deployment.ts'
import { parseDeployment } from './load-deployment.ts'

function parse(raw: unknown) {
  const problems: string[] = []
  return { deployment: parseDeployment(raw, problem => problems.push(problem)), problems }
}

test('an empty file means the defaults and no complaint', () => {
  expect(parse({})).toEqual({ deployment: DEFAULT_DEPLOYMENT, problems: [] })
})

test('a key of the wrong type is reported and ignored, the others still count', () => {
  const { deployment, problems } = parse({ domain: 'example.org', lockDomain: 'yes', websocket: { 'example.org': 'https://example.org' } })
  expect(deployment).toEqual({ ...DEFAULT_DEPLOYMENT, domain: 'example.org' })
  expect(problems.map(problem => /"(\w+)"/.exec(problem)?.[1])).toEqual(['lockDomain', 'websocket'])
})

test('an unknown key is reported, and a name of the object prototype is not a key', () => {
  expect(parse({ domian: 'example.org', constructor: 'x' }).problems).toHaveLength(2)
})

test.each([[null], [[]], ['text'], [7]])('%j is not a configuration', raw => {
  const { deployment, problems } = parse(raw)
  expect(deployment).toEqual(DEFAULT_DEPLOYMENT)
  expect(problems).toHaveLength(1)
})
