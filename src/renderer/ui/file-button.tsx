import { Button } from '@mantine/core'
import { type ReactNode, useRef } from 'react'

interface FileButtonProps {
  /** Media types, as an input takes them. */
  readonly accept: string
  readonly children: ReactNode
  readonly onFile: (file: File) => void
  readonly disabled?: boolean
}

/** A button that opens the system's dialog for one file. */
export function FileButton({ accept, children, onFile, disabled = false }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button variant="default" disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          // The same file chosen twice is a choice as well.
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
