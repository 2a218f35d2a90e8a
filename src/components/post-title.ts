import type { Post } from '#model/post.ts'

/** What a post is called in lists and for assistive technology: without a title, by its first words. */
export function titleOf({ title, text }: Pick<Post, 'title' | 'text'>): string {
  return title.trim() || (text.trim().split('\n', 1)[0] ?? '').slice(0, 80)
}
