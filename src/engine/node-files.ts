import type { FilePut, FileTools, PutOutcome } from './file-tools.ts'

async function put({ url, headers, body, mediaType, onProgress, signal }: FilePut): Promise<PutOutcome> {
  try {
    const all = [...headers.map(([name, value]): [string, string] => [name, value]), ['Content-Type', mediaType] as [string, string]]
    const { status } = await fetch(url, { method: 'PUT', headers: all, body, signal })
    onProgress(body.size)
    return { kind: 'answered', status }
  } catch (error) {
    if (error instanceof TypeError || signal.aborted) return { kind: 'broken', sent: 0 }
    throw error
  }
}

/** Files outside of a browser: there is no canvas, so pictures keep their size, and lose only what their camera wrote into them. */
export const nodeFiles: FileTools = { put, decode: () => Promise.resolve(null) }
