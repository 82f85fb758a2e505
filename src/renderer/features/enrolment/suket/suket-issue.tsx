import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { LetterChoices } from '../../../ui/letter/letter-choices.tsx'
import { useLetterChoices } from '../../../ui/letter/use-letter-choices.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'

/** Issues a letter by one key, as the choices on the screen say. */
export function SuketIssue({ recording, again }: { recording: string; again: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const choice = useLetterChoices()
  const issue = useAct({
    ...orpc.suket.issue.mutationOptions(),
    onSuccess: (letter) => {
      queries.setQueryData(orpc.suket.ofRecording.queryKey({ input: { recording } }), letter)
    },
    // Refused, because the Dinas changed its policy meanwhile: what can be chosen now is asked for anew.
    onError: () => queries.invalidateQueries({ queryKey: orpc.suket.options.key() }),
  })
  const issueNow = () => {
    const chosen = choice.take()
    if (chosen) issue.run({ recording, ...chosen })
  }
  const may = choice.options !== undefined && choice.options.allowed !== 'no'
  const words = t(again ? 'enrolment.suket.issueAgain' : 'enrolment.suket.issue')
  useShortcuts([{ key: 'F9', label: words, run: issueNow, enabled: may && !issue.pending }])
  return (
    <>
      <p>{t(again ? 'enrolment.suket.textAgain' : 'enrolment.suket.text')}</p>
      <LetterChoices choice={choice} />
      <div>
        <ActButton hint="F9" disabled={!may} pending={issue.pending} onClick={issueNow}>
          {words}
        </ActButton>
      </div>
      <RefusalPanel error={issue.error} />
    </>
  )
}
