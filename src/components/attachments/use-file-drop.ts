import { type ClipboardEvent, type DragEvent, useState } from 'react'

export interface FileDrop {
  /** Something that could be dropped is held over it. */
  isOver: boolean
  zone: {
    onDragOver: (event: DragEvent) => void
    onDragLeave: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
    onPasteCapture: (event: ClipboardEvent) => void
  }
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')

/** Folders have no bytes; asked for them, the browser fails only when they are stored. */
function filesOf({ items, files }: DataTransfer): File[] {
  const entries = [...items].filter(({ kind }) => kind === 'file')
  if (entries.length === 0) return [...files]
  return entries.flatMap(item => {
    const file = item.webkitGetAsEntry()?.isDirectory ? new File([], 'folder') : item.getAsFile()
    return file ?? []
  })
}

/** Files that are dropped on something or pasted into it. A copied text that has its picture with it stays a text. */
export function useFileDrop(add: (files: readonly File[]) => void): FileDrop {
  const [isOver, setIsOver] = useState(false)
  return {
    isOver,
    zone: {
      onDragOver: event => {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setIsOver(true)
      },
      onDragLeave: event => {
        const into = event.relatedTarget
        if (!(into instanceof Node) || !event.currentTarget.contains(into)) setIsOver(false)
      },
      onDrop: event => {
        setIsOver(false)
        if (!hasFiles(event)) return
        event.preventDefault()
        add(filesOf(event.dataTransfer))
      },
      onPasteCapture: event => {
        const { clipboardData } = event
        if (clipboardData.files.length === 0 || clipboardData.getData('text/plain') !== '') return
        event.preventDefault()
        event.stopPropagation()
        add(filesOf(clipboardData))
      },
    },
  }
}
