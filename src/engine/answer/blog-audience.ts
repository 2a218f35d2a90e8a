import type { Answer, Ask } from '#bridge/contract.ts'
import { changeBlogAudience, readBlogAudience } from '../blog-audience.ts'
import type { EngineContext } from '../context.ts'

export function blogAudience(context: EngineContext): Promise<Answer<'blog-audience'>> {
  return readBlogAudience(context)
}

/** Answers with what is so afterwards. */
export async function setBlogAudience(
  context: EngineContext,
  { access, groups }: Ask<'set-blog-audience'>,
): Promise<Answer<'set-blog-audience'>> {
  await changeBlogAudience(context, access, groups)
  return readBlogAudience(context)
}
