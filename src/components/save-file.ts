/** Until the browser has surely begun to write the file. */
const GIVEN_BACK_MS = 60_000

/** Hands bytes to the browser as a file, under a name that is safe already (shared/file-name.ts). */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), GIVEN_BACK_MS)
}
