import { UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { KeyHint } from '../../ui/keys/key-hint.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useMay } from '../../ui/use-may.ts'
import { useWho } from '../who.ts'
import { Clock } from './clock.tsx'
import classes from './frame.module.css'
import { Lamps } from './lamps.tsx'

/** Which station, the search, how safe everything is, who sits here, what time it is. */
export function TopBar({ onFind, onRest }: { onFind: () => void; onRest: () => void }) {
  const { t } = useTranslation()
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  const who = useWho()
  const may = useMay()
  return (
    <header className={classes.top}>
      <div className={classes.station} title={station.data?.name}>
        <strong>Rekam</strong>
        <span>{station.data?.name}</span>
      </div>
      {may('enrolment.list') ? (
        <UnstyledButton className={classes.find} onClick={onFind}>
          <IconSearch size={16} aria-hidden />
          <span>{t('find.open')}</span>
          <KeyHint name="F2" />
        </UnstyledButton>
      ) : null}
      <div className={classes.right}>
        {who.clockBehind ? <StatusWord meaning="bahaya" word={t('lamp.clockBehind')} /> : null}
        <Lamps />
        <div className={classes.who}>
          <UnstyledButton title={t('keys.change')} onClick={onRest}>
            <strong>{who.account}</strong>
          </UnstyledButton>
          {station.data ? <Clock zone={station.data.zone} /> : null}
        </div>
      </div>
    </header>
  )
}
