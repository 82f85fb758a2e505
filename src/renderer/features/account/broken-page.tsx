import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../contract/catalogue.ts'
import { orpc } from '../../orpc.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalLines } from '../../ui/refusal-panel.tsx'
import classes from './broken-page.module.css'

const COMMAND = 'rekam restore --disk DISK --into FOLDER --trust ROOT --passphrase-file FILE'

/** The station's store does not open: what is safe, what not to do, and the way back. Nothing is made in its place. */
export function BrokenPage({ code }: { code: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const retry = () => void queries.invalidateQueries({ queryKey: orpc.account.key() })
  useShortcuts([{ key: 'F10', label: t('broken.retry'), run: retry }])
  const refusal = refusalOf(code)
  const shown = { code, ...refusal[language] }
  return (
    <DoorFrame title={shown.what} wide>
      <div className={classes.page}>
        <RefusalLines refused={shown} />
        <h2>{t('broken.steps')}</h2>
        <ol>
          <li>{t('broken.keep')}</li>
          <li>{t('broken.disk')}</li>
          <li>
            {t('broken.restore')}
            <code>{COMMAND}</code>
          </li>
          <li>{t('broken.serve')}</li>
        </ol>
        <div>
          <ActButton hint="F10" variant="filled" onClick={retry} autoFocus>
            {t('broken.retry')}
          </ActButton>
        </div>
      </div>
    </DoorFrame>
  )
}
