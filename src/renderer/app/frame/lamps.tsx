import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { hasRoom } from '../rooms.ts'
import classes from './frame.module.css'
import { centreLamp, deskLamp, type Lamp } from './lamp-words.ts'

/** How safe the recordings are and what the data centre does; each opens its page. */
export function Lamps() {
  const backup = useQuery(orpc.backup.status.queryOptions({ input: {} }))
  const upload = useQuery(orpc.upload.status.queryOptions({ input: {} }))
  return (
    <>
      {backup.data ? <LampLink lamp={deskLamp(backup.data)} to="/backup" /> : null}
      {upload.data ? <LampLink lamp={centreLamp(upload.data)} to="/upload" /> : null}
    </>
  )
}

function LampLink({ lamp, to }: { lamp: Lamp; to: string }) {
  const { t } = useTranslation()
  const word = (
    <StatusWord quiet meaning={lamp.meaning} word={t(lamp.word, { here: lamp.here, all: lamp.all })} />
  )
  return hasRoom(to) ? (
    <Link to={to} className={classes.lamp}>
      {word}
    </Link>
  ) : (
    <span className={classes.lamp}>{word}</span>
  )
}
