import { type BenchCase, times } from '../harness/bench-case.ts'
import { type Stretch, stretchLine } from '../harness/line.ts'
import { SUBMIT, signedIn } from '../harness/sign-in.ts'
import { seedPerson } from '../seed/people.ts'
import { seedCommunity, seedFollower } from '../seed/posts.ts'

const NODE = 'garden'

export const publishCase: BenchCase = {
  name: 'publish',
  runs: 7,
  run: async (stage, runs) => {
    const { server, host } = stage
    const writer = await seedPerson(server, 'paul')
    const reader = await seedPerson(server, 'rosa')
    await seedCommunity(server, writer, NODE, 20)
    for (const person of [writer, reader]) await seedFollower(server, person, [NODE])
    const [here, there] = [await stage.visitor(), await stage.visitor()]
    const writing = await signedIn(here, `${host.url}#/feed`, writer)
    const reading = await signedIn(there, `${host.url}#/feed`, reader)
    await reading.see({ selector: '[role=feed] article', count: 5 })

    const results = await times(runs, async (index): Promise<Stretch> => {
      const title = `The first beans, ${index}`
      await writing.goTo(`#/compose?to=${encodeURIComponent(`${server.pubsub}/${NODE}`)}`)
      await writing.page.getByRole('textbox', { name: 'Title' }).fill(title)
      // New posts wait behind the pill, above what is being read.
      const waiting = await reading.lookOut({ selector: 'main [role=status] button' })
      await reading.begin()
      const published = await writing.press(SUBMIT)
      const stretch = await reading.stretch(published, await waiting())
      await reading.press('main [role=status] button')
      await reading.see({ selector: '[role=feed] article', text: title })
      return stretch
    })
    await Promise.all([here.close(), there.close()])
    return [stretchLine('publish', "publish pressed to seen in another browser's open feed", results, { aim: 300 })]
  },
}
