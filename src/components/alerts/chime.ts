/** Hz, and seconds from the beginning. */
const NOTES = [
  [659, 0],
  [880, 0.12],
] as const
const VOLUME = 0.08
const LASTS_S = 0.35

let context: AudioContext | undefined

/** Two short notes, made here: a file would have to be loaded. A page that nobody has touched yet stays silent. */
export async function chime(): Promise<void> {
  if (!('AudioContext' in globalThis)) return
  context ??= new AudioContext()
  if (context.state === 'suspended') await context.resume()
  for (const [pitch, after] of NOTES) {
    const start = context.currentTime + after
    const tone = new OscillatorNode(context, { frequency: pitch })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(VOLUME, start + 0.01)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + LASTS_S)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(start + LASTS_S)
  }
}
