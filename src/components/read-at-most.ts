/** The bytes of an answer, counted as they come: what is announced is a claim. Undefined where there are more. */
export async function readAtMost({ body }: Response, limit: number): Promise<Uint8Array<ArrayBuffer>[] | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  if (!body) return parts
  const reader = body.getReader()
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > limit) {
      await reader.cancel()
      return undefined
    }
    parts.push(part.value)
  }
  return parts
}
