import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { IntlShape } from 'react-intl'
import { LanguageProvider } from './language-provider.tsx'
import { makeQueryClient } from './query-client.ts'

/** What every screen stands on: texts and answers. The account comes below, once somebody is signed in. */
export function Providers({ intl, children }: { intl: IntlShape; children: ReactNode }) {
  const [client] = useState(makeQueryClient)
  return (
    <LanguageProvider first={intl}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </LanguageProvider>
  )
}
