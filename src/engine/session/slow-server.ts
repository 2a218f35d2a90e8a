/** The slowest server seen takes 3 kB/s after its first burst; what is queued there has to get through before an answer can come. */
export const BYTES_PER_MS = 3
/** What it reads at once. */
export const BURST_BYTES = 20_000
