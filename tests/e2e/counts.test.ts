import { test } from 'vitest'
import { comment, makeBlog, write } from './support/others.ts'
import { goTo } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

test('how much was said to a post is on its card, though nobody told us and it was never opened', async () => {
  const { anna, ben, chloe } = stage
  const [writer, reader] = await Promise.all([stage.raw(ben), stage.raw(chloe)])
  await makeBlog(writer)
  await write(writer, { itemId: 'one', title: 'Rain barrels' })
  await comment(reader, ben, 'one', 'Six full?')
  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await page.getByRole('button', { name: 'Follow' }).click()
  await page.getByRole('button', { name: 'Unfollow' }).waitFor()
  await goTo(page, 'Feed')
  await page.getByRole('article', { name: 'Rain barrels' }).getByRole('button', { name: 'Comment 1' }).waitFor()
})
