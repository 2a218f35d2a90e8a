import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { shootAll } from './support/shots.ts'
import { useStage } from './support/stage.ts'
import { storeMessages } from './support/store-messages.ts'

const stage = useStage()
const EVIL = `"><script>document.title='owned'</script><img src='http://127.0.0.1:9/x' onerror="document.title='owned'">`

test('a long conversation is saved as a page in which nothing runs and which asks for nothing, whatever was written', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, '#/chats', { viewport: { width: 1440, height: 900 } })
  const bodies = Array.from({ length: 3_000 }, (_, index) => (index === 1_500 ? EVIL : `message ${index}`))
  await storeMessages(page, { me: anna, other: ben, bodies, from: Date.UTC(2024, 0, 1) })
  await page.getByRole('link', { name: 'message 2999' }).hover()
  await page.getByRole('button', { name: `More for ${ben}` }).click()
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog', { name: `Export the conversation with ${ben}` })
  await dialog.getByRole('checkbox', { name: 'With pictures and files, in a ZIP archive' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await shootAll(page, 'export')
  const waiting = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await dialog.getByText('3,000 messages saved.').waitFor()
  const download = await waiting
  expect(download.suggestedFilename()).toMatch(/^ben.*\.html$/)
  const folder = await mkdtemp(path.join(tmpdir(), 'kith-export-'))
  const file = path.join(folder, 'export.html')
  await copyFile(await download.path(), file)
  expect(await readFile(file, 'utf8')).toMatch(/message 0<[^]*message 2999</)

  const reader = await page.context().newPage()
  const asked: string[] = []
  reader.on('request', request => asked.push(request.url()))
  await reader.goto(`file://${file}`)
  await reader.getByText(EVIL, { exact: true }).waitFor()
  expect(await reader.title()).toBe(`Conversation with ${ben}`)
  expect(asked).toEqual([`file://${file}`])
  await shootAll(reader, 'exported')
  await reader.close()
  await rm(folder, { recursive: true })
}, 120_000)
