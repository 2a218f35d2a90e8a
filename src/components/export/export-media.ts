import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { outgoingFile, uploadIdOf } from '#model/upload.ts'
import { nameAs, safeFileName } from '#shared/file-name.ts'
import type { BareJid } from '#shared/jid.ts'
import type { ZipEntry } from '#shared/zip.ts'
import type { AccountDb } from '#storage/schema.ts'
import { getUploads } from '#storage/uploads.ts'
import { readAtMost } from '../read-at-most.ts'
import { mayLoad } from '../use-media-allowed.ts'
import type { ExportFile } from './export-writer.ts'

/** What one export takes with it. The archive must stay well below the 4 GiB that its format knows. */
const MOST_FILES = 5_000
const MOST_BYTES_OF_ONE = 50 * 1024 * 1024
const MOST_BYTES = 1024 * 1024 * 1024
const PATIENCE_MS = 60_000

export interface ExportMedia {
  /** Puts the files of a message into the archive, as far as they are to be had. */
  take: (message: Message) => Promise<ExportFile[]>
  readonly entries: readonly ZipEntry[]
  /** How many files were not to be had. */
  readonly left: number
}

/** The files of a conversation: each once, and only what its reader allows this device to load. */
export function exportMedia(db: AccountDb, me: BareJid, signal: AbortSignal): ExportMedia {
  const entries: ZipEntry[] = []
  const paths = new Map<string, string | null>()
  let bytes = 0
  let left = 0

  async function put(file: Enclosure, from: BareJid): Promise<string | null> {
    const blob =
      entries.length < MOST_FILES
        ? await bytesOf(db, { file, from, me, room: Math.min(MOST_BYTES_OF_ONE, MOST_BYTES - bytes), signal })
        : null
    if (!blob) {
      left += 1
      return null
    }
    bytes += blob.size
    const number = String(entries.length + 1).padStart(3, '0')
    const path = `media/${number} ${harmless(nameAs(safeFileName(file.title), file.mediaType))}`
    entries.push({ path, blob })
    return path
  }

  return {
    entries,
    get left() {
      return left
    },
    take: async ({ files = [], from, retracted }) => {
      const taken: ExportFile[] = []
      for (const file of retracted ? [] : files) {
        signal.throwIfAborted()
        const known = paths.get(file.url)
        const path = known === undefined ? await put(file, from) : known
        paths.set(file.url, path)
        taken.push({ file, path })
      }
      return taken
    },
  }
}

/** What would run when somebody opens it beside the page. */
const RUNS = /\.(?:x?html?|mhtml?|xht|svgz?|xml|xslt?|m?js|hta|exe|bat|cmd|com|scr|ps1|vbs|wsf|jar|lnk|url|desktop)$/i

/** The name under which it is opened as text, and no sooner than somebody changes that. */
function harmless(name: string): string {
  return RUNS.test(name) ? `${name}.txt` : name
}

interface Wanted {
  file: Enclosure
  from: BareJid
  me: BareJid
  /** It may have so many bytes. */
  room: number
  signal: AbortSignal
}

async function bytesOf(db: AccountDb, { file, from, me, room, signal }: Wanted): Promise<Blob | null> {
  const id = uploadIdOf(file)
  if (id !== undefined) {
    const [upload] = await getUploads(db, [id])
    return (upload && outgoingFile(upload)?.blob) ?? null
  }
  if (!URL.canParse(file.url) || !(await mayLoad(db, me, [file.url], { person: from, service: from }))) return null
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
  try {
    const answer = await fetch(file.url, {
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'reload',
      signal: patience,
    })
    const parts = answer.ok ? await readAtMost(answer, room) : undefined
    return parts ? new Blob(parts, { type: file.mediaType }) : null
  } catch (error) {
    // Its host does not give it to web pages, does not answer, or takes too long.
    if (signal.aborted || !(error instanceof TypeError || error instanceof DOMException)) throw error
    return null
  }
}
