import { isPassing, KithError } from '#shared/errors.ts'
import type { PutOutcome } from '../file-tools.ts'

/** A host that is busy or broke off is tried again by itself so often; then somebody is told. */
const MOST_TRIES = 3

/** Why there is no slot, by what can be done about it (XEP-0363 §6). */
export function slotRefusal(error: unknown, limit: number | null): unknown {
  if (!(error instanceof KithError) || isPassing(error.kind)) return error
  const { kind, message } = error
  const as = (condition: string): KithError => new KithError(kind, message, { condition, cause: error })
  if (kind === 'too-large') return new KithError(kind, message, { condition: 'file-too-large', limit: error.limit ?? limit ?? undefined })
  if (kind === 'forbidden') return as('upload-forbidden')
  return as(error.condition === 'resource-constraint' || error.condition === 'retry' ? 'upload-quota' : 'upload-refused')
}

const STATUS: Readonly<Record<number, string>> = { 401: 'upload-forbidden', 403: 'upload-forbidden', 507: 'upload-quota' }

/**
 * What became of putting a file where its slot says.
 * @returns undefined when it is there
 */
export function putRefusal(outcome: PutOutcome, tries: number, isOnline: boolean): KithError | undefined {
  switch (outcome.kind) {
    case 'blocked':
      return new KithError(
        'rejected',
        'the upload host lacks Access-Control-Allow-Origin, Access-Control-Allow-Methods: PUT or Access-Control-Allow-Headers',
        { condition: 'upload-cors' },
      )
    case 'broken':
      if (!isOnline) return new KithError('offline', 'the connection went while a file was sent')
      return mayPass(tries, 'the upload host did not answer', 'upload-broken')
    case 'answered': {
      const { status } = outcome
      if (status >= 200 && status < 300) return undefined
      const message = `the upload host said ${status}`
      if (status === 413) return new KithError('too-large', message, { condition: 'file-too-large' })
      if (status === 408 || status === 429 || (status >= 500 && status !== 507)) return mayPass(tries, message, 'upload-refused')
      return new KithError('rejected', message, { condition: STATUS[status] ?? 'upload-refused' })
    }
  }
}

function mayPass(tries: number, message: string, condition: string): KithError {
  return tries < MOST_TRIES ? new KithError('timeout', message, { condition }) : new KithError('rejected', message, { condition })
}
