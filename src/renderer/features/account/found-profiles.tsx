import { useTranslation } from 'react-i18next'
import type { Refusal } from '../../../contract/base.ts'
import type { InspectedProfile } from '../../../contract/settings.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { groupFingerprint } from './new-station-form.ts'
import classes from './profile-field.module.css'

interface FoundProfilesProps {
  readonly profiles: readonly (InspectedProfile & { readonly path: string; readonly older: boolean })[]
  readonly refused: readonly { readonly path: string; readonly refusal: Refusal }[]
  readonly onChoose: (path: string) => void
}

/** What lies on the drives: Dinas, station and whose signature; the newest by one key, each by its button; and what only looks like a profile, with its words. */
export function FoundProfiles({ profiles, refused, onChoose }: FoundProfilesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
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
            <strong>
              {one.dinas}: {one.name} ({one.station})
            </strong>
            <StatusWord
              meaning={one.older ? 'menunggu' : 'aman'}
              word={t(one.older ? 'newStation.older' : 'newStation.signed')}
            />
            <small>
              {t('newStation.serial')} {one.serial} · {t('newStation.byRoot')} {groupFingerprint(one.root)}
            </small>
            <small>{one.path}</small>
          </span>
          <ActButton {...(at === 0 ? { hint: 'F9' } : {})} onClick={() => onChoose(one.path)}>
            {t('newStation.useFound')}
          </ActButton>
        </li>
      ))}
      {refused.map(({ path, refusal }) => (
        <li key={path}>
          <span>
            <strong className={classes.why}>
              <MeaningIcon meaning="bahaya" size={16} />
              {refusal[language].what}
            </strong>
            <small>
              {refusal[language].todo} ({refusal.code})
            </small>
            <small>{path}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}
