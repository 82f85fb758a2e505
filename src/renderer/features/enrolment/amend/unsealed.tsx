import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Amendment } from '../../../../contract/amendment.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useAct } from '../../../ui/use-act.ts'
import classes from './amend.module.css'
import { AmendmentWords } from './amendment-words.tsx'

interface UnsealedProps {
  readonly id: string
  readonly recording: string
  readonly amendment: Amendment
  readonly onDone: () => void
}

/** An amendment that was begun and not sealed, after a power cut for instance: the recording stays here until it is sealed or given up. */
export function Unsealed({ id, recording, amendment, onDone }: UnsealedProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const amend = useAct(orpc.enrolment.amend.mutationOptions())
  const discard = useAct(orpc.enrolment.discard.mutationOptions())
  const pending = amend.pending || discard.pending
  const goOn = () => {
    if (amendment.kind === 'supplement') void navigate({ to: '/enrolment/draft/$id', params: { id } })
    else amend.run({ recording, amendment }, onDone)
  }
  return (
    <div className={classes.list}>
      <StatusWord
        meaning="menunggu"
        word={t('enrolment.amend.unsealed', { kind: t(`enrolment.amend.kinds.${amendment.kind}`) })}
      />
      <AmendmentWords amendment={amendment} />
      <RefusalPanel error={amend.error ?? discard.error} />
      <div className={classes.acts}>
        <ActButton pending={amend.pending} disabled={pending} onClick={goOn}>
          {t(amendment.kind === 'supplement' ? 'enrolment.amend.goOn' : 'enrolment.amend.sealNow')}
        </ActButton>
        <ActButton
          pending={discard.pending}
          disabled={pending}
          onClick={() => discard.run({ id, reason: t('enrolment.amend.givenUp') }, onDone)}
        >
          {t('enrolment.amend.giveUp')}
        </ActButton>
      </div>
    </div>
  )
}
