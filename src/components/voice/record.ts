/** Why nothing is recorded: not allowed · no microphone · it does not answer, since something else has it · this browser cannot. */
export type RecordingTrouble = 'denied' | 'missing' | 'busy' | 'unsupported'

export interface Recorded {
  blob: Blob
  /** In milliseconds. */
  length: number
}

export interface Recording {
  /** How loud it is just now, from 0 to 1. */
  level: () => number
  /** Milliseconds until now. */
  elapsed: () => number
  /** Ends it, once; whoever asks later gets the same. */
  stop: () => Promise<Recorded>
}

/** Opus wherever the browser has it; Safari before 18.4 records AAC, and calls it so. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']
/** Enough for a voice; more only makes it large. */
const BITS_PER_SECOND = 32_000
const CHUNK_MS = 1000

const ENDINGS: Readonly<Record<string, string>> = { 'audio/webm': 'weba', 'audio/ogg': 'ogg', 'audio/mp4': 'm4a' }

/** What a recording is called, with the ending that says what it is. */
export function recordingName(mediaType: string): string {
  const ending = ENDINGS[mediaType.split(';')[0]?.trim().toLowerCase() ?? '']
  return ending === undefined ? 'voice-message' : `voice-message.${ending}`
}

/** Opens the microphone, which asks the person, and records from there on. */
export async function startRecording(onEnd: () => void): Promise<Recording | RecordingTrouble> {
  // Missing where the page has no secure origin.
  if (!('mediaDevices' in navigator) || !('MediaRecorder' in globalThis)) return 'unsupported'
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    })
  } catch (error) {
    return troubleOf(error)
  }
  try {
    return record(stream, onEnd)
  } catch (error) {
    for (const track of stream.getTracks()) track.stop()
    if (error instanceof DOMException) return 'unsupported'
    throw error
  }
}

function troubleOf(error: unknown): RecordingTrouble {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy'
}

function record(stream: MediaStream, onEnd: () => void): Recording {
  const mimeType = TYPES.find(type => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND, ...(mimeType !== undefined && { mimeType }) })
  const parts: Blob[] = []
  const meter = meterOf(stream)
  const startedAt = performance.now()
  let endedAt: number | undefined
  const elapsed = (): number => (endedAt ?? performance.now()) - startedAt
  const ended = new Promise<Recorded>(resolve => {
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    // Also when the microphone is pulled out, or the browser takes it away.
    recorder.addEventListener('stop', () => {
      endedAt ??= performance.now()
      for (const track of stream.getTracks()) track.stop()
      meter.close()
      // Labelled as what the recorder says that it is.
      resolve({ blob: new Blob(parts, { type: recorder.mimeType || parts[0]?.type || '' }), length: Math.round(elapsed()) })
      onEnd()
    })
  })
  recorder.start(CHUNK_MS)
  return {
    level: meter.level,
    elapsed,
    stop: async () => {
      endedAt ??= performance.now()
      if (recorder.state !== 'inactive') recorder.stop()
      return await ended
    },
  }
}

function meterOf(stream: MediaStream): { level: () => number; close: () => void } {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      // Loudness is felt as the logarithm: from -50 dB, which is a quiet room, to 0.
      return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-10)) / 50))
    },
    close: () => void context.close(),
  }
}
