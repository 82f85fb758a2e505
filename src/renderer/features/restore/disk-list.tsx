import { ActionIcon } from '@mantine/core'
import { IconDatabase, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './disk-list.module.css'

/** The disks chosen so far. */
export function DiskList({
  disks,
  onRemove,
}: {
  disks: readonly string[]
  onRemove: (mount: string) => void
}) {
  const { t } = useTranslation()
  if (disks.length === 0) return null
  return (
    <ul className={classes.list}>
      {disks.map((mount) => (
        <li key={mount}>
          <IconDatabase size={20} stroke={1.5} aria-hidden />
          <span>{mount}</span>
          <ActionIcon
            variant="subtle"
            color="slate"
            aria-label={`${t('restore.removeDisk')}: ${mount}`}
            onClick={() => onRemove(mount)}
          >
            <IconX size={16} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}
