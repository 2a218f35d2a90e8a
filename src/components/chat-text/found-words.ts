import { createContext, type ReactNode } from 'react'

/** How a text of a message is drawn while somebody looks for words in it. Null: as it is. */
export const FoundWordsContext = createContext<{ draw: (text: string) => ReactNode } | null>(null)
