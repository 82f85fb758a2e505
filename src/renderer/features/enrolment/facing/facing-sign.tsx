import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftView } from '../../../../contract/facing.ts'
import { Pad } from '../signature/pad.tsx'
import { type Stroke, strokesFile } from '../signature/strokes.ts'
import { BigButton } from './big-button.tsx'
import { facing } from './facing-client.ts'
import classes from './facing.module.css'

interface Written {
  readonly png: Blob
  readonly strokes: readonly Stroke[]
}

/** The resident signs on their own screen: saved when the pen rests. */
export function FacingSign({ view: { signed } }: { view: DraftView }) {
  const { t } = useTranslation()
  const [round, setRound] = useState(0)
  const save = useMutation({
    scope: { id: 'signature' },
    mutationFn: ({ png, strokes }: Written) =>
      facing.sign({
        png: new File([png], 'signature', { type: 'image/png' }),
        strokes: new File([strokesFile(strokes)], 'strokes', { type: 'application/json' }),
      }),
  })
  return (
    <main className={classes.page}>
      <header>
        <h1>{t('facing.sign')}</h1>
        <p role="status">{signed ? t('facing.signed') : ''}</p>
      </header>
      <div className={classes.pad}>
        <Pad key={round} onRest={(png, strokes) => save.mutate({ png, strokes })} />
      </div>
      <footer>
        <BigButton onClick={() => setRound(round + 1)}>{t('facing.signAgain')}</BigButton>
      </footer>
    </main>
  )
}
