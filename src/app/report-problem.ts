/** The console is for whoever hosts or debugs the page. Nothing that a reader has to know is told here alone. */
export function reportProblem(problem: string): void {
  // oxlint-disable-next-line no-console -- the one place that writes there
  console.warn(`Kith: ${problem}`)
}
