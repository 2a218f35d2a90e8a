import type { ComponentProps, Ref } from 'react'

interface FileInputProps extends Pick<ComponentProps<'input'>, 'accept' | 'capture' | 'multiple'> {
  ref: Ref<HTMLInputElement>
  onChoose: (files: readonly File[]) => void
  'data-testid'?: string
}

/** Opens the browser's own window for choosing files when it is clicked from elsewhere. */
export function FileInput({ onChoose, ...rest }: FileInputProps) {
  return (
    <input
      {...rest}
      type="file"
      hidden
      onChange={event => {
        onChoose([...(event.target.files ?? [])])
        // The same file may be chosen again after it was removed.
        event.target.value = ''
      }}
    />
  )
}
