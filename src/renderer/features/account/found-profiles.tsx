import { useTranslation } from 'react-i18next'
import type { InspectedProfile } from '../../../contract/settings.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import classes from './profile-field.module.css'

interface FoundProfilesProps {
  readonly profiles: readonly (InspectedProfile & { readonly path: string })[]
  readonly refused: readonly { readonly path: string; readonly code: string }[]
  readonly onChoose: (path: string) => void
}

/** What lies on the drives: the newest profile by one key, and files that only look like one, with the reason. */
export function FoundProfiles({ profiles, refused, onChoose }: FoundProfilesProps) {
  const { t } = useTranslation()
  const [first] = profiles
  useShortcuts([
    {
      key: 'F9',
      label: t('newStation.useFound'),
      run: () => first && onChoose(first.path),
      enabled: first !== undefined,
    },
  ])
  return (
    <ul className={classes.found} aria-label={t('newStation.found')}>
      {profiles.map((one, at) => (
        <li key={one.path}>
          <span>
            <strong>{one.name}</strong> {t('newStation.serial')} {one.serial}
            <small>{one.path}</small>
          </span>
          <ActButton {...(at === 0 ? { hint: 'F9' } : {})} onClick={() => onChoose(one.path)}>
            {t('newStation.useFound')}
          </ActButton>
        </li>
      ))}
      {refused.map(({ path, code }) => (
        <li key={path}>
          <span>
            <StatusWord meaning="bahaya" word={t('newStation.refused', { code })} />
            <small>{path}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}
