import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** That what can be seen of a control is part of its name: the one rule that words may break. */
export const NAMES = 'label-content-name-mismatch'

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/**
 * What axe finds on the page as it stands, one line each: rule, what is wrong, where.
 * @param rules only these; all unless told
 */
export async function axeViolations(page: Page, rules: readonly string[] = []): Promise<string[]> {
  // Evaluated by the debugger, which the page's policy does not concern; a script tag would be refused.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const results = await page.evaluate(
    only =>
      (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
        ...(only.length > 0 ? { runOnly: { type: 'rule', values: only } } : {}),
      }),
    [...rules],
  )
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(node => `${id}: ${help}\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary ?? ''}`),
  )
}
