import { readAtMost } from '../read-at-most.ts'

/** More than this is no voice message: of what is long a bar without levels says enough. */
const MOST_BYTES = 1024 * 1024
const LONGEST_MS = 10 * 60_000
const PATIENCE_MS = 30_000
const LEVELS = 56
const MOST_REMEMBERED = 200
/** Nobody sees more of it than how loud it is. */
const SAMPLE_RATE = 8000

export interface Sound {
  /** From 0 to 1. */
  levels: readonly number[]
  /** In seconds. */
  duration: number
}

export interface SoundFile {
  url: string
  /** Where it is only on this device. */
  blob?: Blob | undefined
  bytes: number | null
  /** In milliseconds, as its sender says. */
  length?: number | undefined
}

const known = new Map<string, Promise<Sound | undefined>>()
/** One after the other: each is many times as large once it is unpacked. */
let before: Promise<unknown> = Promise.resolve()

/** How loud a small recording is over time. Undefined for a large one, and where its host does not give it to scripts (CORS). */
export async function loadSound(file: SoundFile): Promise<Sound | undefined> {
  const { url, bytes, length } = file
  if ((bytes ?? 0) > MOST_BYTES || (length ?? 0) > LONGEST_MS) return undefined
  const asked = known.get(url)
  if (asked) return await asked
  const work = before.then(() => measure(file))
  before = work.catch(() => undefined)
  known.set(url, work)
  const [oldest] = known.keys()
  if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest)
  return await work
}

async function measure({ url, blob }: SoundFile): Promise<Sound | undefined> {
  try {
    const packed = blob ?? (await fetchSound(url))
    if (!packed) return undefined
    const context = new OfflineAudioContext(1, 1, SAMPLE_RATE)
    const sound = await context.decodeAudioData(await packed.arrayBuffer())
    return { levels: levelsOf(sound.getChannelData(0)), duration: sound.duration }
  } catch (error) {
    // Not given to scripts, not in time, or nothing that can be unpacked: it may still be played.
    if (error instanceof TypeError || error instanceof DOMException || error instanceof ReferenceError) return undefined
    throw error
  }
}

async function fetchSound(url: string): Promise<Blob | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const answer = await fetch(url, { mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'reload', signal })
  const parts = answer.ok ? await readAtMost(answer, MOST_BYTES) : undefined
  return parts && new Blob(parts)
}

/** The loudest is as high as there is room. */
export function levelsOf(samples: Float32Array): number[] {
  const size = Math.max(1, Math.floor(samples.length / LEVELS))
  const loudness = Array.from({ length: LEVELS }, (_, index) => {
    const part = samples.subarray(index * size, (index + 1) * size)
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length))
  })
  const most = Math.max(...loudness)
  return most > 0 ? loudness.map(level => level / most) : loudness
}
