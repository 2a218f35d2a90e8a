import { useDeployment } from '#components/deployment.ts'
import { type ThemeChoice, usePreferences } from '#components/preferences.ts'

function applyTheme(theme: ThemeChoice): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  paintBrowser()
}

/** The browser's own bars take the page's colour; a meta tag knows no `light-dark()`, so the computed colour goes in. */
function paintBrowser(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]')
  if (meta) meta.content = getComputedStyle(document.documentElement).backgroundColor
}

function applyAccent(accent: string): void {
  if (accent === '') return
  document.documentElement.style.setProperty('--accent', accent)
  paintBrowser()
}

/** Follows the device's choice of theme, the system's, and the deployer's accent, from now on. */
export function followTheme(): void {
  applyAccent(useDeployment.getState().accent)
  applyTheme(usePreferences.getState().theme)
  useDeployment.subscribe(deployment => applyAccent(deployment.accent))
  usePreferences.subscribe((store, before) => {
    if (store.theme !== before.theme) applyTheme(store.theme)
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paintBrowser)
}
