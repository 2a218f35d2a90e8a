import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

// A second is short on a machine that does other things as well; what never comes is found out a little later.
configure({ asyncUtilTimeout: 5_000 })

// happy-dom has no popovers; the real ones are tried in the browser tests.
HTMLElement.prototype.showPopover ??= () => undefined
HTMLElement.prototype.hidePopover ??= () => undefined
