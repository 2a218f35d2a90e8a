import type { DecodedPicture, FilePut, FileTools, PutOutcome } from './file-tools.ts'

/** An upload that stands still for so long is given up. */
const STALLED_MS = 60_000

/** XMLHttpRequest, because it tells how much of a body has left; fetch does not. */
function put({ url, headers, body, mediaType, onProgress, signal }: FilePut): Promise<PutOutcome> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let sent = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const giveUp = (): void => request.abort()
    const wait = (): void => {
      clearTimeout(timer)
      timer = setTimeout(giveUp, STALLED_MS)
    }
    const end = (outcome: PutOutcome): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      resolve(outcome)
    }
    const fail = async (): Promise<void> =>
      end(sent === 0 && !signal.aborted && (await isThere(url)) ? { kind: 'blocked' } : { kind: 'broken', sent })
    request.upload.onprogress = ({ loaded }) => {
      sent = loaded
      wait()
      onProgress(loaded)
    }
    request.onload = () => end({ kind: 'answered', status: request.status })
    request.onerror = () => void fail().catch(reject)
    request.onabort = () => end({ kind: 'broken', sent })
    signal.addEventListener('abort', giveUp)
    request.open('PUT', url)
    request.setRequestHeader('Content-Type', mediaType)
    for (const [name, value] of headers) request.setRequestHeader(name, value)
    wait()
    request.send(body)
  })
}

/** A request whose answer nobody may read needs nobody's leave: it tells a host that is not there from one that does not let us in. */
async function isThere(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', mode: 'no-cors', cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' })
    return true
  } catch {
    // fetch has one error for everything; here it means that nobody is there.
    return false
  }
}

async function decode(blob: Blob): Promise<DecodedPicture | null> {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null)
  if (!bitmap) return null
  return {
    width: bitmap.width,
    height: bitmap.height,
    async encode(width, height, mediaType, quality) {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas to draw on')
      context.imageSmoothingQuality = 'high'
      // A JPEG has no see-through parts; they would come out black.
      if (mediaType === 'image/jpeg') {
        context.fillStyle = '#fff'
        context.fillRect(0, 0, width, height)
      }
      context.drawImage(bitmap, 0, 0, width, height)
      return await canvas.convertToBlob({ type: mediaType, quality })
    },
    close: () => bitmap.close(),
  }
}

/** Files in a worker of a browser. */
export const browserFiles: FileTools = { put, decode }
