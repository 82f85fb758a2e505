import { useMutation } from '@tanstack/react-query'
import { IconKeyboard, IconMoodSmile } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BiodataField, completeBiodata } from '../../../../contract/biodata.ts'
import type { DraftView } from '../../../../contract/facing.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { shownFields } from '../biodata/shown-fields.ts'
import { BigButton } from './big-button.tsx'
import { facing } from './facing-client.ts'
import classes from './facing.module.css'
import { Fields } from './fields-read.tsx'
import { Objected } from './objected.tsx'
import { pageToRead } from './pages.ts'
import { Told } from './told.tsx'
import { WhichOne } from './which-one.tsx'

/** The resident reads their own biodata, five fields at a time, and says that they are right, or which is not. */
export function FacingRead({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [choosing, setChoosing] = useState(false)
  const confirm = useMutation({
    mutationFn: (fields: BiodataField[]) => facing.confirm({ fields }),
  })
  const shown = shownFields(view.biodata, view.village, language)
  if (view.objection !== null) return <Objected what={view.objection} />
  if (!completeBiodata(view.biodata).ok)
    return <Told icon={IconKeyboard} title={t('facing.typing')} text={t('facing.typingText')} />
  const read = pageToRead(shown, view.confirmedFields)
  if (!read) return <Told icon={IconMoodSmile} title={t('facing.thanks')} text={t('facing.thanksText')} />
  if (choosing) return <WhichOne fields={read.fields} onClose={() => setChoosing(false)} />
  const { fields, page, pages } = read
  return (
    <main className={classes.page} key={page}>
      <header>
        <h1>{t('facing.read')}</h1>
        <p>{t('facing.readPage', { page, pages })}</p>
      </header>
      <Fields fields={fields} />
      <footer>
        <BigButton onClick={() => setChoosing(true)}>{t('facing.wrong')}</BigButton>
        <BigButton
          primary
          pending={confirm.isPending}
          onClick={() => confirm.mutate(fields.map(({ name }) => name))}
        >
          {t('facing.right')}
        </BigButton>
      </footer>
    </main>
  )
}
