import type { Account, Secret } from '#model/account.ts'
import { deleteSecret, getSecret, saveSecret, updateAccount } from '#storage/accounts.ts'
import type { DeviceDb } from '#storage/schema.ts'
import type { Credentials, CredentialSource } from './credential-source.ts'

/**
 * Credentials of one account on this device. The password lives in memory until the first success and nowhere else. What is kept for
 * "stay signed in" is encrypted under a key that cannot be exported: a copied disk does not open it (script in the page could use it,
 * as it could use the page).
 */
export function createCredentialStore({
  device,
  account,
  password,
}: {
  device: DeviceDb
  account: Account
  password: string | null
}): CredentialSource {
  const held: Credentials = password === null ? {} : { password }
  let strongest = account.strongestMechanism
  let loaded = !account.stay

  const keep = async (): Promise<void> => {
    if (!account.stay) return
    const { scram, fast } = held
    if (scram || fast) await saveSecret(device, await wrap(account, { ...(scram ? { scram } : {}), ...(fast ? { fast } : {}) }))
    else await deleteSecret(device, account.jid)
  }

  return {
    get strongestMechanism() {
      return strongest
    },
    async load() {
      if (!loaded) {
        loaded = true
        const secret = await getSecret(device, account.jid)
        if (secret) Object.assign(held, { ...(await unwrap(account, secret)), ...held })
      }
      return Object.keys(held).length > 0 ? { ...held } : undefined
    },
    async onScramKeys(keys) {
      held.scram = keys
      await keep()
    },
    async onFastToken(token) {
      held.fast = token
      await keep()
    },
    async onMechanism(name) {
      // A token needs SCRAM keys beside it, or the password, for the day it is revoked; the password goes once keys are there.
      if (held.scram) delete held.password
      if (name.startsWith('SCRAM-') && name !== strongest) {
        strongest = name
        await updateAccount(device, account.jid, { strongestMechanism: name })
      }
    },
    async onRejected(which) {
      delete held[which]
      await keep()
    },
  }
}

function boundTo(account: Account): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${account.jid}\n${account.clientId}`)
}

async function wrap(account: Account, credentials: Credentials): Promise<Secret> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(credentials))
  const data = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: boundTo(account) }, key, plain))
  return { jid: account.jid, kind: credentials.fast ? 'fast' : 'scram', key, iv, data, savedAt: Date.now() }
}

async function unwrap(account: Account, { key, iv, data }: Secret): Promise<Credentials> {
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: boundTo(account) }, key, data)
    return JSON.parse(new TextDecoder().decode(plain)) as Credentials
  } catch (error) {
    // Of another account or another client id: worth nothing here, and the password is asked for.
    if (error instanceof DOMException || error instanceof SyntaxError) return {}
    throw error
  }
}
