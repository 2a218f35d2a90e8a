import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const BLOG = 'urn:xmpp:microblog:0'

const textOf = (page: Page) => page.getByRole('textbox', { name: 'Text' })

/** As an editor or a web page puts it on the clipboard. */
async function paste(page: Page, html: string, plain: string): Promise<void> {
  await textOf(page).evaluate(
    (field, [html, plain]) => {
      const data = new DataTransfer()
      data.setData('text/html', html)
      data.setData('text/plain', plain)
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      if (field.dispatchEvent(event)) document.execCommand('insertText', false, plain)
    },
    [html, plain] as const,
  )
}

test('what is marked shows beside the writing, goes out as markup and as its source, and is read by others as both', async () => {
  const { anna } = stage
  const page = await stage.openAs(anna, '#/compose')
  await textOf(page).fill('Rye bread')
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByRole('button', { name: 'Heading' }).click()
  expect(await textOf(page).inputValue()).toBe('## Rye bread')
  await textOf(page).press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Needs ')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type('patience')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type(' and #salt.')
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByText('patience').waitFor()
  expect(await preview.locator('strong').allTextContents()).toEqual(['patience'])
  expect(await axeViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const article = page.getByRole('article', { name: 'Rye bread' })
  await article.getByRole('link', { name: '#salt' }).waitFor()
  expect(await article.locator('strong').allTextContents()).toEqual(['patience'])

  await expect.poll(() => article.getByText('Waiting to be sent').count()).toBe(0)
  const witness = await stage.raw(anna)
  const answer = await witness.iq('get', anna, `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${BLOG}'/></pubsub>`)
  const entry = answer.getChild('pubsub')?.getChild('items')?.getChild('item')?.getChild('entry')
  expect(entry?.getChildText('title')).toBe('Rye bread')
  const [marked, plain] = entry?.getChildren('content') ?? []
  expect(String(marked)).toContain('<h2>Rye bread</h2><p>Needs <strong>patience</strong> and #salt.</p>')
  expect(plain?.getText()).toBe('## Rye bread\n\nNeeds **patience** and #salt.')
  expect(entry?.getChildren('category').map(category => category.attrs['term'])).toEqual(['salt'])

  await page.getByRole('link', { name: 'New post' }).click()
  await textOf(page).pressSequentially('More #sa')
  await page.getByRole('option', { name: '#salt', selected: true }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Enter')
  expect(await textOf(page).inputValue()).toBe('More #salt ')
})

test('formatted text becomes Markdown when it is pasted, undo takes it back, and an address over words makes a link', async () => {
  const page = await stage.openAs(stage.anna, '#/compose')
  await textOf(page).fill('')
  await paste(
    page,
    '<meta charset="utf-8"><h2>List</h2><ul><li><b>one</b></li><li><a href="https://example.org/">two</a></li></ul><script>alert(1)</script>',
    'List\none\ntwo',
  )
  await expect.poll(() => textOf(page).inputValue()).toBe('## List\n\n- **one**\n- [two](https://example.org/)')
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => textOf(page).inputValue()).toBe('')

  await textOf(page).fill('see here')
  await textOf(page).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 8))
  await paste(page, '', 'https://example.org/x')
  await expect.poll(() => textOf(page).inputValue()).toBe('see [here](https://example.org/x)')
})

test('nothing of what is typed or pasted runs or is fetched while it is only a draft', async () => {
  const page = await stage.openAs(stage.anna, '#/compose')
  const asked: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(stage.url)) asked.push(request.url())
  })
  await textOf(page).fill(
    '**x** <img src=x onerror=alert(1)> ![p](https://pictures.example/p.png) [go](javascript:alert(1)) <script>alert(1)</script>',
  )
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.locator('strong').waitFor()
  expect(await preview.locator('script, [onerror], a[href^="javascript:"]').count()).toBe(0)
  expect(asked.filter(url => url.includes('pictures.example'))).toEqual([])
})
