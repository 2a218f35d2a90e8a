/** 128 random bits as 32 hex digits. An id that others cannot guess cannot be answered by others (CVE-2014-0364 class). */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}
