/** Made by vite.config.ts from emojibase-data: rows of EmojiData in load-emojis.ts. */
declare module 'virtual:emoji/*' {
  export const data: [emoji: string, label: string, codes: string, tags: string, group: 0 | 1 | 3 | 4 | 5 | 6 | 7 | 8 | 9, toned: 0 | 1][]
}
