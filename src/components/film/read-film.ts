/** What a film is before it is played. */
interface FilmFacts {
  width: number
  height: number
  /** In milliseconds; missing where the film itself does not say. */
  length?: number
  /** Its first frame, very small, as a `data:` address. */
  thumbnail?: string
}

const PATIENCE_MS = 20_000
const LONGEST_EDGE = 240
const QUALITY = 0.6
/** In letters: it travels inside the message. */
const LONGEST_THUMBNAIL = 16_000

/** Looks into a film on this device. Undefined for one that this browser does not play. */
export async function readFilm(blob: Blob): Promise<FilmFacts | undefined> {
  const url = URL.createObjectURL(blob)
  const film = document.createElement('video')
  try {
    film.muted = true
    film.preload = 'auto'
    film.src = url
    if (!(await happens(film, 'loadeddata')) || film.videoWidth === 0) return undefined
    const { videoWidth: width, videoHeight: height, duration } = film
    const thumbnail = await firstFrame(film)
    return {
      width,
      height,
      ...(Number.isFinite(duration) && duration > 0 && { length: Math.round(duration * 1000) }),
      ...(thumbnail !== undefined && { thumbnail }),
    }
  } finally {
    film.removeAttribute('src')
    film.load()
    URL.revokeObjectURL(url)
  }
}

function happens(film: HTMLVideoElement, event: string): Promise<boolean> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve(false), PATIENCE_MS)
    const end = (did: boolean) => () => {
      clearTimeout(timer)
      resolve(did)
    }
    film.addEventListener(event, end(true), { once: true })
    film.addEventListener('error', end(false), { once: true })
  })
}

/** JPEG, because everybody reads it. */
async function firstFrame(film: HTMLVideoElement): Promise<string | undefined> {
  const scale = Math.min(1, LONGEST_EDGE / Math.max(film.videoWidth, film.videoHeight))
  const [width, height] = [film.videoWidth, film.videoHeight].map(edge => Math.max(1, Math.round(edge * scale))) as [number, number]
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  canvas.getContext('2d')?.drawImage(film, 0, 0, width, height)
  const uri = canvas.toDataURL('image/jpeg', QUALITY)
  return uri.startsWith('data:image/jpeg;') && uri.length <= LONGEST_THUMBNAIL ? uri : undefined
}
