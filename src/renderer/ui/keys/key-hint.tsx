import { Kbd } from '@mantine/core'
import classes from './key-hint.module.css'

const NAMES: Record<string, string> = {
  Escape: 'Esc',
  Delete: 'Del',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Space: 'Spasi',
}

/** A key as it is printed on the keyboard. */
export function KeyHint({ name, on = 'surface' }: { name: string; on?: 'surface' | 'action' }) {
  return (
    <Kbd className={classes.key} data-on={on} size="sm">
      {NAMES[name] ?? name}
    </Kbd>
  )
}
