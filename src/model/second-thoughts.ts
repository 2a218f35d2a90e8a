/** How long a deletion waits before anybody is told, so that it can be taken back, ms. A little longer than its notice is on the screen. */
export const SECOND_THOUGHTS_MS = 7_000
