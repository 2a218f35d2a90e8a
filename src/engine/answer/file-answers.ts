import type { Answers } from '../context.ts'
import { prepareUpload } from '../prepare-upload.ts'
import { cancelUpload } from '../running-uploads.ts'

export const fileAnswers: Pick<Answers, 'prepare-upload' | 'cancel-upload'> = {
  'prepare-upload': async (context, { id }) => {
    await prepareUpload(context, id)
    return {}
  },
  'cancel-upload': async (context, { owner }) => ({ cancelled: cancelUpload(context, owner) }),
}
