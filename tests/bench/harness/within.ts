/** Ends a wait for something that never comes, so that a broken case is an error and not a bench that hangs. */
export async function within<Value>(seconds: number, what: string, wait: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${seconds} s: ${what}`)), seconds * 1000)
  })
  return Promise.race([wait, limit]).finally(() => clearTimeout(timer))
}
