import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** Debian's Chromium, without a window and without talking to anybody by itself. */
export const CHROMIUM: LaunchOptions = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
}

export async function launchChromium(): Promise<Browser> {
  return await chromium.launch(CHROMIUM)
}
