import { buildClientState } from '#protocol/xep0352-csi.ts'
import type { Element } from '#protocol/xml.ts'

/** A tab that was only passed through on the way to another is not worth two words to the server. */
const INACTIVE_AFTER_MS = 5_000

/** Tells the server whether anybody looks (XEP-0352), so that it may hold back what can wait. */
export class ClientState {
  #isOffered = false
  #isVisible = true
  /** As the server believes. */
  #isActive = true
  #write: ((element: Element) => void) | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  /** What the server offers, once that is known; a resumption that says nothing of it leaves it as it was. */
  setOffered(isOffered: boolean): void {
    this.#isOffered = isOffered
    this.#settle()
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible
    this.#settle()
  }

  /** §4.2, §5.2: every stream begins active, a resumed one as well. */
  onLink(write: (element: Element) => void): void {
    this.#write = write
    this.#isActive = true
    this.#settle()
  }

  onLinkEnd(): void {
    this.#write = undefined
    this.#settle()
  }

  #settle(): void {
    clearTimeout(this.#timer)
    if (!this.#write || !this.#isOffered || this.#isVisible === this.#isActive) return
    if (this.#isVisible) this.#tell()
    else this.#timer = setTimeout(() => this.#tell(), INACTIVE_AFTER_MS)
  }

  #tell(): void {
    this.#isActive = this.#isVisible
    this.#write?.(buildClientState(this.#isActive))
  }
}
