import { UnstyledButton } from '@mantine/core'
import { IconBook } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../ui/use-may.ts'
import { ROOMS } from '../rooms.ts'
import classes from './frame.module.css'

/** The rooms that whoever sits here works in, an icon and a word each. */
export function Rail({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation()
  const may = useMay()
  const rooms = ROOMS.filter((one) => may(one.may))
  const room = ({ to, word, icon: Icon }: (typeof ROOMS)[number]) => (
    <Link key={to} to={to} className={classes.room}>
      <Icon size={24} stroke={1.5} aria-hidden />
      {t(word)}
    </Link>
  )
  return (
    <nav className={classes.rail} aria-label={t('rooms.all')}>
      {rooms.filter(({ foot }) => !foot).map(room)}
      <span className={classes.spring} />
      <UnstyledButton className={classes.room} onClick={onHelp}>
        <IconBook size={24} stroke={1.5} aria-hidden />
        {t('manual.title')}
      </UnstyledButton>
      {rooms.filter(({ foot }) => foot).map(room)}
    </nav>
  )
}
