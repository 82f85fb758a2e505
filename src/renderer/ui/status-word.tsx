import { MeaningIcon } from './meaning-icon.tsx'
import classes from './status-word.module.css'
import type { Meaning } from './theme.ts'

/** A state in words, with the icon and the colour of its meaning: words first, colour second. */
export function StatusWord({
  meaning,
  word,
  quiet = false,
}: {
  meaning: Meaning
  word: string
  quiet?: boolean
}) {
  return (
    <span className={classes.word} data-meaning={meaning} data-quiet={quiet || undefined}>
      <MeaningIcon meaning={meaning} />
      <span className={classes.text}>{word}</span>
    </span>
  )
}
