import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectedProfile } from '../../../contract/settings.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { groupFingerprint } from './new-station-form.ts'
import { FoundProfiles } from './found-profiles.tsx'
import classes from './profile-field.module.css'

interface ProfileFieldProps {
  /** The path of a profile that was read; empty while none is. */
  readonly onPath: (path: string) => void
  readonly error: string | undefined
  /** What stands under the fingerprint: the person's word that it was compared. */
  readonly compared: ReactNode
}

/** Chooses a profile, shows what it says and whose key signed it, before anything is installed. */
export function ProfileField({ onPath, error, compared }: ProfileFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const inspect = useAct(orpc.settings.inspectProfile.mutationOptions())
  const pick = useAct(orpc.settings.choosePath.mutationOptions())
  const [profile, setProfile] = useState<InspectedProfile>()
  // Drives come while somebody waits in front of this page.
  const found = useQuery(
    orpc.settings.findProfiles.queryOptions({ input: {}, enabled: !profile, refetchInterval: 2000 }),
  ).data
  const read = (path: string) => {
    setText(path)
    setProfile(undefined)
    onPath('')
    if (path === '') return
    inspect.run({ path }, (shown) => {
      setProfile(shown)
      onPath(path)
    })
  }
  return (
    <>
      <div className={form.row}>
        <TextInput
          label={t('newStation.profile')}
          description={t('newStation.profileHint')}
          value={text}
          error={error}
          autoFocus
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => text !== '' && !profile && read(text)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || text === '') return
            event.preventDefault()
            read(text)
          }}
        />
        <ActButton
          pending={pick.pending || inspect.pending}
          onClick={() => pick.run({ kind: 'file' }, ({ path }) => path !== null && read(path))}
        >
          {t('newStation.pick')}
        </ActButton>
      </div>
      {!profile && found && found.profiles.length + found.refused.length > 0 ? (
        <FoundProfiles profiles={found.profiles} refused={found.refused} onChoose={read} />
      ) : null}
      <RefusalPanel error={inspect.error ?? pick.error} />
      {profile ? (
        <div className={classes.profile}>
          <dl className={form.facts}>
            <dt>{t('newStation.dinas')}</dt>
            <dd>{profile.dinas}</dd>
            <dt>{t('newStation.name')}</dt>
            <dd>{profile.name}</dd>
            <dt>{t('newStation.station')}</dt>
            <dd>
              {profile.station} · {t('newStation.serial')} {profile.serial}
            </dd>
            <dt>{t('newStation.root')}</dt>
            <dd className={classes.root}>{groupFingerprint(profile.root)}</dd>
          </dl>
          <p className={form.quiet}>{t('newStation.rootHint')}</p>
          {compared}
        </div>
      ) : null}
    </>
  )
}
