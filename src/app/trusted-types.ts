interface ScriptUrlPolicy {
  createScriptURL: (url: string) => unknown
}

interface PolicyFactory {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => ScriptUrlPolicy
}

/** Scripts come from where the page came from and from nowhere else. Throws TypeError on any other address. */
export function sameOriginScript(url: string): string {
  const absolute = new URL(url, document.baseURI)
  if (absolute.origin !== location.origin) throw new TypeError(`not a script of this page: ${url}`)
  return absolute.href
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
const policy = factory?.createPolicy('kith', { createScriptURL: sameOriginScript })

/**
 * The address of a worker in the form that Trusted Types ask for. The one policy of our own, so the one place through which a script
 * address can enter.
 */
export function trustedScriptUrl(url: string): string {
  // The browser takes the object; the types of the DOM library still say string.
  return policy ? (policy.createScriptURL(url) as string) : sameOriginScript(url)
}
