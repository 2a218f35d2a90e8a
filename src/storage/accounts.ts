import type { Account, Secret } from '#model/account.ts'
import type { BareJid } from '#shared/jid.ts'
import type { DeviceDb } from './schema.ts'

/** Accounts this device knows, the one used last first. One that has not got in yet is none of them. */
export async function listAccounts(device: DeviceDb): Promise<Account[]> {
  return await device.accounts.where('usedAt').above(0).reverse().toArray()
}

/** Accounts whose first sign-in is under way somewhere, or went with its tab. */
export async function unfinishedAccounts(device: DeviceDb): Promise<Account[]> {
  return await device.accounts.where('usedAt').equals(0).toArray()
}

export function getAccount(device: DeviceDb, jid: BareJid): Promise<Account | undefined> {
  return device.accounts.get(jid)
}

export async function saveAccount(device: DeviceDb, account: Account): Promise<void> {
  await device.accounts.put(account)
}

/** Changes what is known of an account; one that was signed out meanwhile stays away. */
export async function updateAccount(device: DeviceDb, jid: BareJid, change: Partial<Account>): Promise<void> {
  await device.accounts.update(jid, change)
}

/** Forgets an account and its credentials together. */
export async function forgetAccount(device: DeviceDb, jid: BareJid): Promise<void> {
  await device.transaction('rw', device.accounts, device.secrets, async () => {
    await device.accounts.delete(jid)
    await device.secrets.delete(jid)
  })
}

export function getSecret(device: DeviceDb, jid: BareJid): Promise<Secret | undefined> {
  return device.secrets.get(jid)
}

/** Keeps credentials of an account the device still knows: one that was signed out meanwhile must not get them back. */
export async function saveSecret(device: DeviceDb, secret: Secret): Promise<void> {
  await device.transaction('rw', device.accounts, device.secrets, async () => {
    if (await device.accounts.get(secret.jid)) await device.secrets.put(secret)
  })
}

export async function deleteSecret(device: DeviceDb, jid: BareJid): Promise<void> {
  await device.secrets.delete(jid)
}
