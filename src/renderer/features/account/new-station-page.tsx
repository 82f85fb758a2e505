import { Checkbox, PasswordInput } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { initInput, newStationForm, type NewStationForm } from './new-station-form.ts'
import { ProfileField } from './profile-field.tsx'

/** A new station from the Dinas' signed profile, whose root key a person compares with the letter. */
export function NewStationPage({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { register, handleSubmit, formState, setValue } = useForm<NewStationForm>({
    resolver: zodResolver(newStationForm),
    defaultValues: { path: '', compared: false, passphrase: '', again: '' },
  })
  const create = useAct({
    ...orpc.settings.init.mutationOptions(),
    onSuccess: () => queries.invalidateQueries(),
  })
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: onBack }])
  const { errors } = formState
  return (
    <DoorFrame title={t('newStation.title')} wide>
      <form
        className={form.column}
        onSubmit={(event) => void handleSubmit((values) => create.run(initInput(values)))(event)}
      >
        <ProfileField
          onPath={(path) => {
            setValue('path', path)
            setValue('compared', false)
          }}
          error={errors.path ? t('newStation.noProfile') : undefined}
          compared={
            <Checkbox
              label={t('newStation.compared')}
              error={errors.compared ? t('newStation.notCompared') : undefined}
              {...register('compared')}
            />
          }
        />
        <PasswordInput
          label={t('newStation.passphrase')}
          description={t('newStation.passphraseHint')}
          autoComplete="new-password"
          error={errors.passphrase ? t('newStation.tooShort') : undefined}
          {...register('passphrase')}
        />
        <PasswordInput
          label={t('newStation.again')}
          autoComplete="new-password"
          error={errors.again ? t('newStation.different') : undefined}
          {...register('again')}
        />
        <RefusalPanel error={create.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={onBack}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="Enter" pending={create.pending}>
            {t('newStation.create')}
          </ActButton>
        </div>
      </form>
    </DoorFrame>
  )
}
