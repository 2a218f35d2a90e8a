import '#ui/styles/tokens.css'
import '#ui/styles/base.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { useDeployment } from '#components/deployment.ts'
import { languageOf, usePreferences } from '#components/preferences.ts'
import { setEndpoints, startAccounts } from './accounts.ts'
import { loadIntl } from './language-provider.tsx'
import { fetchAhead } from './lazy-pages.ts'
import { loadDeployment } from './load-deployment.ts'
import { Providers } from './providers.tsx'
import { registerServiceWorker } from './register-service-worker.ts'
import { reportProblem } from './report-problem.ts'
import { makeRouter } from './router.tsx'
import { followTheme } from './theme.ts'

/** How long the first screen waits for what the deployer set; later it is applied as it comes. */
const CONFIG_PATIENCE = 300

/** Between two things that are work enough for a task each: the page can draw and answer meanwhile. */
async function pause(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve))
}

async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  await pause()
  startAccounts()
  // Where it is wanted it is asked for again, and told to the person.
  fetchAhead(location.hash).catch((error: unknown) => reportProblem(`the place could not be fetched ahead: ${String(error)}`))
  await pause()
  const deployment = loadDeployment(reportProblem).then(found => {
    useDeployment.setState(found)
    setEndpoints(found.websocket)
  })
  const [intl] = await Promise.all([
    loadIntl(languageOf(usePreferences.getState().language)),
    Promise.race([deployment, new Promise(resolve => setTimeout(resolve, CONFIG_PATIENCE))]),
  ])
  await pause()
  followTheme()
  const router = makeRouter()
  await pause()
  createRoot(root).render(
    <StrictMode>
      <Providers intl={intl}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  )
  await registerServiceWorker()
}

void start()
