import { render, type RenderResult } from '@testing-library/react'
import axe from 'axe-core'
import type { ReactElement } from 'react'
import { IntlProvider } from 'react-intl'
import { english } from './english.ts'

/** Puts a piece of the design system into the document, in English. */
export function draw(element: ReactElement): RenderResult {
  return render(element, {
    wrapper: ({ children }) => (
      <IntlProvider locale="en" messages={english as never}>
        {children}
      </IntlProvider>
    ),
  })
}

/** What axe finds wrong with roles, names and relations; colours and sizes are looked at in the browser tests. */
export async function axeViolations(root: Element = document.body): Promise<string[]> {
  const results = await axe.run(root, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false }, 'target-size': { enabled: false } },
  })
  return results.violations.map(violation => `${violation.id}: ${violation.nodes.map(node => node.html).join(' ')}`)
}
