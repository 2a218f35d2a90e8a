import type { Failure, FailureKind } from '#shared/errors.ts'
import type { TextId } from '#ui/text/catalogue.ts'

const WORDS: Record<FailureKind, TextId> = {
  offline: 'post.failure.offline',
  timeout: 'post.failure.timeout',
  forbidden: 'post.failure.forbidden',
  'not-found': 'post.failure.not-found',
  conflict: 'post.failure.conflict',
  rejected: 'post.failure.rejected',
  malformed: 'post.failure.malformed',
  unsupported: 'post.failure.unsupported',
  'too-large': 'post.failure.too-large',
  storage: 'post.failure.storage',
  auth: 'post.failure.auth',
}

/** Conditions whose plain meaning says more than their kind does (RFC 6120 §8.3.3, XEP-0060 §7.1.3). */
const CONDITIONS: Record<string, TextId> = {
  'remote-server-not-found': 'post.failure.server-not-found',
  'remote-server-timeout': 'post.failure.server-silent',
  'resource-constraint': 'post.failure.busy',
  'policy-violation': 'post.failure.policy',
  'registration-required': 'post.failure.members-only',
  'subscription-required': 'post.failure.members-only',
  'not-subscribed': 'post.failure.members-only',
  'presence-subscription-required': 'post.failure.contacts-only',
  'not-in-roster-group': 'audience.failure.some',
  'audience-wider': 'audience.failure.wider',
  'access-model': 'audience.failure.refused',
  'payload-too-big': 'post.failure.too-large',
  'file-too-large': 'files.failure.too-large',
  'upload-quota': 'files.failure.quota',
  'upload-forbidden': 'files.failure.forbidden',
  'upload-refused': 'files.failure.refused',
  'upload-broken': 'files.failure.broken',
  'upload-cors': 'files.failure.cors',
  'upload-unsafe': 'files.failure.unsafe',
  'upload-cancelled': 'files.failure.cancelled',
  'no-upload-service': 'files.failure.none',
  'file-gone': 'files.failure.gone',
  'file-unreadable': 'files.failure.unreadable',
}

/** It is about a file, not about what it hangs on. */
export function isFileFailure({ condition }: Pick<Failure, 'condition'>): boolean {
  return CONDITIONS[condition ?? '']?.startsWith('files.failure') === true
}

/** What went wrong, in words: a text id, never a code. */
export function failureWords(failure: Pick<Failure, 'kind' | 'condition' | 'limit'> | null): TextId {
  if (!failure) return WORDS.rejected
  if (failure.condition === 'file-too-large' && failure.limit !== undefined) return 'files.failure.limit'
  // A server ends the stream for its rules then, whatever they are; that it was the size is known here.
  if (failure.kind === 'too-large' && failure.condition === 'policy-violation') return WORDS['too-large']
  return CONDITIONS[failure.condition ?? ''] ?? WORDS[failure.kind]
}
