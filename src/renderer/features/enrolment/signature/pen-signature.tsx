import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileButton } from '../../../ui/file-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExceptionButton } from '../captures/exception-button.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useCaptured, useSaveCapture } from '../guide/use-captures.ts'
import { Pad } from './pad.tsx'
import { asPng } from './as-png.ts'
import classes from './signature.module.css'
import { useSaveSignature } from './use-save-signature.ts'

/** Written on the pad and saved when the pen rests; strokes and picture both. */
export function PenSignature({ onThumb }: { readonly onThumb: () => void }) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const signature = useCaptured('signature')
  const excepted = draft.exceptions.find(({ slot }) => slot === 'signature')
  const [again, setAgain] = useState(false)
  const [round, setRound] = useState(0)
  const pad = useSaveSignature()
  const { save, act } = useSaveCapture()
  const shown = signature !== undefined && !again

  const restart = () => {
    setAgain(true)
    setRound(round + 1)
  }
  useShortcuts([
    { key: 'F9', also: 'Delete', label: t('enrolment.signature.again'), run: restart },
    { key: 'F7', label: t('enrolment.signature.thumb'), run: onThumb },
  ])
  return (
    <>
      <StepHead step="signature" text={t('enrolment.signature.text')} />
      <RefusalPanel error={pad.error ?? act.error} />
      <div className={classes.paper}>
        {shown ? (
          <img src={signature.url} alt={t('enrolment.steps.signature')} />
        ) : (
          <Pad key={round} onRest={(png, strokes) => pad.save({ png, strokes })} />
        )}
        {shown ? null : <span className={classes.line}>{t('enrolment.signature.here')}</span>}
      </div>
      {excepted ? (
        <div className={classes.standing}>
          <StatusWord meaning="menunggu" word={t('enrolment.capture.exceptedWhy', excepted)} />
        </div>
      ) : null}
      <div className={classes.tools}>
        <ActButton hint="F9" onClick={restart}>
          {t('enrolment.signature.again')}
        </ActButton>
        <ActButton hint="F7" onClick={onThumb}>
          {t('enrolment.signature.thumb')}
        </ActButton>
        {signature ? <StatusWord quiet meaning="aman" word={t('enrolment.biodata.saved')} /> : null}
        <span className={classes.spring} />
        <FileButton
          accept="image/png,image/jpeg"
          onFile={(file) =>
            void asPng(file).then((png) =>
              save({ slot: 'signature', file: png, meta: { device: t('enrolment.photo.fromFile') } }, () =>
                setAgain(false),
              ),
            )
          }
        >
          {t('enrolment.capture.file')}
        </FileButton>
        <ExceptionButton slot="signature" />
      </div>
    </>
  )
}
