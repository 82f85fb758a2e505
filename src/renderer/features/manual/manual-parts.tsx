import type { ManualPart } from '../../../contract/manual/part.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import classes from './manual-dialog.module.css'

/** `a **b** c` with what the window says in bold. */
function Sentence({ text }: { text: string }) {
  return text
    .replaceAll('`', '')
    .split('**')
    .map((run, at) => (at % 2 === 1 ? <strong key={run}>{run}</strong> : run))
}

/** What a page of the manual says. */
export function ManualParts({ parts }: { parts: readonly ManualPart[] }) {
  const language = useLanguage()
  return parts.map((part) => {
    if (part.kind === 'command')
      return (
        <code key={part.command} className={classes.command}>
          rekam {part.command}
        </code>
      )
    if (part.kind === 'steps')
      return (
        <ol key={part.steps[0]?.id} start={part.from ?? 1} className={classes.steps}>
          {part.steps.map((step) => (
            <li key={step.id}>
              <Sentence text={step[language]} />
            </li>
          ))}
        </ol>
      )
    const text = part.said[language]
    if (part.kind === 'head') return <h3 key={text}>{text}</h3>
    if (part.kind === 'safe')
      return (
        <p key={text}>
          <StatusWord meaning="aman" word={text} />
        </p>
      )
    return (
      <p key={text}>
        <Sentence text={text} />
      </p>
    )
  })
}
