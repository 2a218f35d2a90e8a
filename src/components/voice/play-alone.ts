let playing: HTMLMediaElement | null = null

/** What begins to play here silences what played until now. */
export function playAlone(element: HTMLMediaElement): void {
  if (playing !== element) playing?.pause()
  playing = element
}
