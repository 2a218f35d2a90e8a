/**
 * Waits until something is so, by asking again and again. Fails with what it saw last.
 * @param condition true when it is so; anything thrown counts as not yet
 */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs = 15_000, everyMs = 20, what = '' } = {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      if (await condition()) return
      last = 'not so'
    } catch (error) {
      last = error
    }
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain${what && ` for ${what}`}: ${String(last)}`, { cause: last })
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
}
