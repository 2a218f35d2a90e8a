import { first } from '../../src/ui/text/catalogue.ts'
import { rest } from '../../src/ui/text/rest.ts'

/** All English texts. */
export const english = { ...first, ...rest }
