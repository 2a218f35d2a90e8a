import type { TextId } from '#ui/text/catalogue.ts'

/** What can be asked beside words, as one types it. */
export const OFFERS = [
  { offer: 'author:', about: 'search.about.author' },
  { offer: 'in:', about: 'search.about.in' },
  { offer: 'tag:', about: 'search.about.tag' },
  { offer: 'has:picture', about: 'search.about.has' },
  { offer: 'after:', about: 'search.about.after' },
  { offer: 'before:', about: 'search.about.before' },
] as const satisfies { offer: string; about: TextId }[]
