import { useLayoutEffect } from 'react'

/** Where we are: which list is on the screen, whether something is open beside it, and the step of the history that led here. */
interface Standing {
  list: string | undefined
  open: boolean
  step: string | undefined
}

const NOWHERE: Standing = { list: undefined, open: false, step: undefined }
let before = NOWHERE
let stays = false

/** Whether the last step left the list in the window as it was: what opens and closes beside it must not move it. */
export function windowStays(): boolean {
  return stays
}

export function useWindowScroll({ list, open, step }: Standing): void {
  useLayoutEffect(() => {
    stays = list !== undefined && list === before.list && (open || before.open)
    before = { list, open, step }
  }, [list, open, step])
  useLayoutEffect(
    () => () => {
      before = NOWHERE
      stays = false
    },
    [],
  )
}
