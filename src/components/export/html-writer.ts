import { kindOfFile } from '#model/file-kind.ts'
import type { Message } from '#model/message.ts'
import { isDrawn } from '#model/upload.ts'
import { safeLink } from '#shared/safe-url.ts'
import type { ExportFile, ExportLine, ExportWords, ExportWriter } from './export-writer.ts'
import { isUnsent } from './text-writer.ts'

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as text, between elements and in a quoted attribute. */
export function escapeHtml(text: string): string {
  // NUL and its like are no characters of a page.
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '').replace(/[&<>"']/g, sign => SIGNS[sign] ?? '')
}

/** Nothing runs and nothing is loaded but what lies beside the file, whatever got into it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; media-src 'self' file:; form-action 'none'; base-uri 'none'"

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:44rem;margin:0 auto;padding:1rem}
h2,.gap{font-size:.875rem;text-align:center;margin:1.5rem 0 .5rem}
.gap{border-block:1px dashed;padding:.5rem}
.message{margin:.25rem 0;padding:.5rem .75rem;border:1px solid #8886;border-radius:.75rem;max-width:85%;width:fit-content;overflow-wrap:anywhere}
.out{margin-inline-start:auto;background:#8882}
.text{white-space:pre-wrap;margin:0}
.who{font-weight:600}
.facts,time,figcaption{font-size:.75rem;opacity:.75}
blockquote{margin:0 0 .25rem;padding-inline-start:.5rem;border-inline-start:3px solid #8888;white-space:pre-wrap}
figure{margin:.25rem 0}
img,video{max-width:100%;max-height:70vh}`

/** A page of its own: nothing in it runs. */
export function htmlWriter(words: ExportWords): ExportWriter {
  const line = (line: ExportLine): string => {
    if (line.kind === 'day') return `<h2>${escapeHtml(words.day(line.at))}</h2>\n`
    if (line.kind === 'gap') return `<p class="gap">${escapeHtml(words.gap(line.where))}</p>\n`
    return messageHtml(line.message, line.name, line.files, words)
  }
  return {
    extension: 'html',
    mediaType: 'text/html;charset=utf-8',
    begin: head => {
      const title = escapeHtml(words.title(head))
      return `<!doctype html>
<html lang="${escapeHtml(words.language)}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p class="facts">${escapeHtml(words.made(head))}</p>
`
    },
    line,
    end: () => '</body>\n</html>\n',
  }
}

function messageHtml(message: Message, name: string, files: readonly ExportFile[], words: ExportWords): string {
  const { body, direction, retracted, versions, reply, reactions = [], sentAt, state } = message
  const marks = [...(versions && !retracted ? [words.edited] : []), ...(isUnsent(state) ? [words.unsent] : [])]
  const said = retracted ? words.gone : body
  const parts = [
    `<div><bdi class="who">${escapeHtml(name)}</bdi> <time datetime="${new Date(sentAt).toISOString()}">${escapeHtml(words.time(sentAt))}</time>${marks.map(mark => ` <span class="facts">${escapeHtml(mark)}</span>`).join('')}</div>`,
    reply?.quote ? `<blockquote dir="auto">${escapeHtml(reply.quote)}</blockquote>` : '',
    said === '' ? '' : `<p class="text" dir="auto">${escapeHtml(said)}</p>`,
    ...(retracted ? [] : files).map(file => fileHtml(file, words)),
    reactions.length === 0
      ? ''
      : `<div class="facts">${reactions.map(({ from, emojis }) => `${escapeHtml(emojis.join(' '))} <bdi>${escapeHtml(from)}</bdi>`).join(' · ')}</div>`,
  ]
  return `<article class="message${direction === 'out' ? ' out' : ''}">${parts.join('')}</article>\n`
}

/** What lies beside the page is shown in it; what does not is a link: a picture of the web would tell its host who reads this. */
function fileHtml({ file, path }: ExportFile, words: ExportWords): string {
  const label = `${words.kind(file)}${file.title === '' ? '' : `: ${file.title}`}`
  const href = path === null ? safeLink(file.url) : path.split('/').map(encodeURIComponent).join('/')
  const named = href === undefined ? escapeHtml(label) : `<a href="${escapeHtml(href)}" rel="noreferrer noopener">${escapeHtml(label)}</a>`
  const shown = path === null || href === undefined ? '' : shownHtml(file, escapeHtml(href))
  const told = file.alt === '' || file.alt === file.title ? '' : ` <span dir="auto">${escapeHtml(file.alt)}</span>`
  return `<figure>${shown}<figcaption>${named}${told}</figcaption></figure>`
}

function shownHtml(file: ExportFile['file'], src: string): string {
  const kind = kindOfFile(file)
  if (isDrawn(file)) return `<img src="${src}" alt="${escapeHtml(file.alt)}" loading="lazy">`
  return kind === 'video' || kind === 'audio' ? `<${kind} src="${src}" controls preload="none"></${kind}>` : ''
}
