import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { KeyHint } from './keys/key-hint.tsx'

interface ActButtonProps extends ButtonProps {
  readonly children: ReactNode
  readonly onClick?: () => void
  /** The key that does the same. */
  readonly hint?: string
  /** While the act is under way: shown, and deaf. */
  readonly pending?: boolean
  readonly autoFocus?: boolean
  readonly type?: 'button' | 'submit'
  readonly ref?: ComponentProps<'button'>['ref']
}

/**
 * A button with its key. Filled is the one primary action of a page; everything else is `default`. A double click is one click: the second
 * one would press what has come in the place of the first (PRODUCT: buttons are idempotent).
 */
export function ActButton({
  hint,
  pending = false,
  variant = 'default',
  onClick,
  children,
  ...rest
}: ActButtonProps) {
  return (
    <Button
      variant={variant}
      loading={pending}
      onClick={(event) => event.detail <= 1 && onClick?.()}
      rightSection={
        hint ? <KeyHint name={hint} on={variant === 'filled' ? 'action' : 'surface'} /> : undefined
      }
      {...rest}
    >
      {children}
    </Button>
  )
}
