/** Control characters, and those that turn the direction of writing: "gpj.exe" would read as "exe.jpg". */
const HIDDEN = /[\p{Cc}\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu
const LONGEST = 100

/** A file's name as it may be shown and sent: no folders, nothing invisible, not too long. Empty when nothing is left. */
export function safeFileName(raw: string): string {
  const name = (raw.split(/[/\\]/).at(-1) ?? '').replace(HIDDEN, '').replace(/\s+/g, ' ').trim()
  if (/^\.*$/.test(name)) return ''
  const points = Array.from(name)
  if (points.length <= LONGEST) return name
  const ending = /\.\p{L}[\p{L}\p{N}]{0,7}$/u.exec(name)?.[0] ?? ''
  return points.slice(0, LONGEST - ending.length).join('') + ending
}

const HAS_ENDING = /\.\p{L}[\p{L}\p{N}]{0,7}$/u
const STARTS_AS_PATH = /^(?:[a-z]:|[.~]*[/\\])/i

/**
 * What somebody calls a file, which may be its name or words about it, as it may be shown: nothing invisible, and of a path its end.
 * Words with a stroke between them ("this/that") are no path.
 */
export function shownFileName(raw: string): string {
  const isPath = /[/\\]/.test(raw) && (!/\s/.test(raw) || HAS_ENDING.test(raw.trim()) || STARTS_AS_PATH.test(raw.trim()))
  return isPath ? safeFileName(raw) : raw.replace(/\s+/g, ' ').replace(HIDDEN, '').trim()
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
}

/** The name of a picture, with the ending that says what it is: one that was turned into another format, or comes from elsewhere. */
export function nameAs(name: string, mediaType: string): string {
  const ending = ENDINGS[mediaType]
  if (ending === undefined || (ending === 'jpg' ? /\.jpe?g$/i : new RegExp(`\\.${ending}$`, 'i')).test(name)) return name
  return `${name.replace(/\.[a-z0-9]{1,5}$/i, '') || 'picture'}.${ending}`
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(ENDINGS).map(([mediaType, ending]) => [ending, mediaType])),
  jpeg: 'image/jpeg',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
  weba: 'audio/webm',
  ogv: 'video/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
}

/** What a file is by the ending of its name, as far as it can be looked at or listened to; else ''. */
export function mediaTypeOf(name: string): string {
  const ending = /\.([a-z0-9]{2,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(MEDIA_TYPES, ending) ? (MEDIA_TYPES[ending] ?? '') : ''
}

/** The last part of an address, as it was before it was made one. Not yet safe to be shown. */
export function nameInUrl(url: string): string {
  const part = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  try {
    return decodeURIComponent(part)
  } catch {
    // Not every address is well-formed inside.
    return part
  }
}
