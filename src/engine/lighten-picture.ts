import type { LightPicture, Upload } from '#model/upload.ts'
import { nameAs } from '#shared/file-name.ts'
import { type PictureHeader, readPictureHeader } from '#shared/picture-header.ts'
import { stripMetadata } from '#shared/strip-metadata.ts'
import type { DecodedPicture, FileTools } from './file-tools.ts'

/** Enough for every screen that there is. */
const LONGEST_EDGE = 2048
const QUALITY = 0.85
/** A bigger one would fill the memory when it is opened. */
const MAX_PIXELS = 64_000_000
/** Where the size stands in the file, behind whatever a camera writes in front of it. */
const HEAD_BYTES = 1_000_000
/** Up to this size a drawing stays a PNG, sharp to the pixel. */
const SMALL_PNG = 300_000

interface Chosen {
  blob: Blob
  name: string
  mediaType: string
}

export type Lightened = Pick<Upload, 'mediaType' | 'width' | 'height' | 'light' | 'left'>

/**
 * What of a file is sent: of a picture a lighter one, upright, with nothing in it of where and with what it was taken. What moves keeps
 * its pixels; what is no picture is left alone.
 * @param edge no longer than this is any side of it
 */
export async function lightenPicture(
  { blob, name, mediaType: told }: Chosen,
  decode: FileTools['decode'],
  edge = LONGEST_EDGE,
): Promise<Lightened> {
  const nothing: Lightened = { mediaType: told, width: null, height: null, light: null, left: null }
  if (!told.startsWith('image/') || told === 'image/svg+xml') return nothing
  const header = readPictureHeader(new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer()))
  const mediaType = header?.mediaType ?? told
  const asItIs = await withoutMetadata({ blob, name, mediaType }, header)
  if (header ? header.width * header.height > MAX_PIXELS : blob.size > MAX_PIXELS) return { ...asItIs, left: 'too-many-pixels' }
  if (header?.moves) return asItIs
  const picture = await decode(blob)
  return picture ? await drawnAnew(picture, { name, edge }, asItIs) : { ...asItIs, left: asItIs.light ? null : 'unreadable' }
}

/** Where that would only make it grow, the one without its metadata is better. */
async function drawnAnew(picture: DecodedPicture, { name, edge }: { name: string; edge: number }, asItIs: Lightened): Promise<Lightened> {
  try {
    const { width, height } = picture
    const drawn = await redraw(picture, asItIs.mediaType, edge)
    const bare = asItIs.light
    // A sticker is to be small wherever it is drawn, however well it is packed.
    const isSmallEnough = edge === LONGEST_EDGE || Math.max(width, height) <= edge
    const isSmaller = bare !== null && isSmallEnough && bare.blob.size <= drawn.blob.size
    return { ...asItIs, width, height, light: isSmaller ? bare : { ...drawn, name: nameAs(name, drawn.mediaType) } }
  } finally {
    picture.close()
  }
}

/** With every pixel as it was. Nothing lighter where that would lay the picture on its side, or the file is not understood. */
async function withoutMetadata({ blob, name, mediaType }: Chosen, header: PictureHeader | undefined): Promise<Lightened> {
  if (!header) return { mediaType, width: null, height: null, light: null, left: null }
  const { width, height } = header
  const asItIs: Lightened = { mediaType, width, height, light: null, left: null }
  if (header.turned && !header.moves) return asItIs
  const bytes = stripMetadata(new Uint8Array(await blob.arrayBuffer()), mediaType)
  const stripped = bytes && new Blob([bytes], { type: mediaType })
  return stripped ? { ...asItIs, light: { blob: stripped, name, ...factsOf(stripped, header) } } : asItIs
}

function factsOf({ size, type }: Blob, { width, height }: Pick<PictureHeader, 'width' | 'height'>): Omit<LightPicture, 'blob' | 'name'> {
  return { mediaType: type, bytes: size, width, height }
}

async function redraw(picture: DecodedPicture, mediaType: string, edge: number): Promise<Omit<LightPicture, 'name'>> {
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const as = (type: string): Promise<Blob> => picture.encode(width, height, type, QUALITY)
  // A photograph stays what every reader knows; the rest may be see-through.
  const blob = mediaType === 'image/jpeg' ? await as('image/jpeg') : mediaType === 'image/png' ? await smallest(as) : await as('image/webp')
  return { blob, ...factsOf(blob, { width, height }) }
}

async function smallest(as: (type: string) => Promise<Blob>): Promise<Blob> {
  const png = await as('image/png')
  if (png.size <= SMALL_PNG) return png
  const webp = await as('image/webp')
  return webp.size < png.size ? webp : png
}
