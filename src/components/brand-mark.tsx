/** The mark of Kith: a k whose arms are two people turned to each other. Drawn in the text's colour. */
export function BrandMark({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className} fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round">
      <path d="M8.5 5v22" />
      <path d="M14 16c5.5 0 9.5-4 9.5-10" />
      <path d="M14 16c5.5 0 9.5 4 9.5 10" />
    </svg>
  )
}
