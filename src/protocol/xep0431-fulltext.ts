/** XEP-0431 Full Text Search in MAM 0.2.0: a field in the form of an archive. */
import type { DataForm } from './xep0004-data-forms.ts'

/** The field of the specification, and the one that ejabberd has had since before. */
const FIELDS = ['{urn:xmpp:fulltext:0}fulltext', 'withtext']

/** The field of an archive's form that takes words to look for; undefined where there is none. */
export function fulltextField(form: DataForm | undefined): string | undefined {
  return FIELDS.find(name => form?.fields.some(field => field.name === name))
}
