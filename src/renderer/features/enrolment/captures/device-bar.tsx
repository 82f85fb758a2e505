import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useAct } from '../../../ui/use-act.ts'
import type { Scanner } from './use-scan.ts'

interface DeviceBarProps {
  readonly kind: 'finger' | 'iris'
  readonly device: Scanner | null
  readonly devices: readonly Scanner[]
  readonly onChosen: () => void
}

/** Which scanner it is and how it stands, in words; where there are several, the choice. */
export function DeviceBar({ kind, device, devices, onChosen }: DeviceBarProps) {
  const { t } = useTranslation()
  const choose = useAct({ ...orpc.enrolment.chooseDevice.mutationOptions(), onSuccess: onChosen })
  return (
    <>
      {devices.length > 1 ? (
        <Select
          aria-label={t('enrolment.capture.device')}
          allowDeselect={false}
          withCheckIcon={false}
          data={devices.map(({ id, name }) => ({ value: id, label: name }))}
          value={device?.id ?? null}
          onChange={(id) => id !== null && choose.run({ kind, id })}
        />
      ) : null}
      <StatusWord
        quiet
        meaning={device?.ready ? 'aman' : device?.state === 'untrusted' ? 'bahaya' : 'menunggu'}
        word={
          device
            ? t(`enrolment.capture.deviceStates.${device.state}`, { name: device.name })
            : t(`enrolment.capture.noDevice.${kind}`)
        }
      />
    </>
  )
}
