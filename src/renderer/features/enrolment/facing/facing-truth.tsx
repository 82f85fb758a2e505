import { useMutation } from '@tanstack/react-query'
import { IconHourglass, IconMoodSmile } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftView } from '../../../../contract/facing.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { shownFields } from '../biodata/shown-fields.ts'
import { BigButton } from './big-button.tsx'
import { facing } from './facing-client.ts'
import classes from './facing.module.css'
import { Fields } from './fields-read.tsx'
import { Objected } from './objected.tsx'
import { OwnPhoto } from './own-photo.tsx'
import { Told } from './told.tsx'
import { WhichOne } from './which-one.tsx'

/** What tells a person from another at a look. */
const SHORT = new Set(['nik', 'nama', 'tempatLahir', 'tanggalLahir'])

/** The truth statement, with photo and name beside it: yes, or what is wrong after all. */
export function FacingTruth({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [choosing, setChoosing] = useState(false)
  const state = useMutation({ mutationFn: () => facing.truth({ truth: true }) })
  const shown = shownFields(view.biodata, view.village, language)
  if (view.objection !== null) return <Objected what={view.objection} />
  if (view.truth)
    return <Told icon={IconMoodSmile} title={t('facing.stated')} text={t('facing.thanksText')} />
  if (!view.ready) return <Told icon={IconHourglass} title={t('facing.thanks')} text={t('facing.waitText')} />
  if (choosing) return <WhichOne fields={shown} onClose={() => setChoosing(false)} />
  return (
    <main className={classes.page}>
      <header>
        <h1>{t('facing.truth')}</h1>
      </header>
      <div className={classes.statement}>
        {view.photo ? <OwnPhoto key={view.photo.version} version={view.photo.version} /> : null}
        <div>
          <Fields fields={shown.filter(({ name }) => SHORT.has(name))} />
          <p>{t('facing.truthText')}</p>
        </div>
      </div>
      <footer>
        <BigButton onClick={() => setChoosing(true)}>{t('facing.wrong')}</BigButton>
        <BigButton primary pending={state.isPending} onClick={() => state.mutate()}>
          {t('facing.truthYes')}
        </BigButton>
      </footer>
    </main>
  )
}
