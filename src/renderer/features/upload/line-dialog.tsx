import { Checkbox, Modal, NumberInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LineSettings, lineSettingsSchema, type UploadStatus } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'
import classes from './upload-page.module.css'

const PACES = ['full', 'limited', 'paused'] as const
/** Monday first, as on the wall. */
const WEEK = [1, 2, 3, 4, 5, 6, 0] as const

/** The hours of the office, and how much of the line sending may take within and outside of them. */
export function LineDialog({ line, onClose }: { line: UploadStatus['line']; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const language = useLanguage()
  // 1 November 2026 is a Sunday.
  const weekday = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    weekday: 'short',
    timeZone: 'UTC',
  })
  const { pace: _, ...standing } = line
  const [wish, setWish] = useState<LineSettings>(standing)
  const set = useAct({
    ...orpc.upload.setLine.mutationOptions(),
    onSuccess: (now) => queries.setQueryData(orpc.upload.status.queryKey({ input: {} }), now),
  })
  const ready = lineSettingsSchema.safeParse(wish).success
  const run = () => ready && set.run(wish, onClose)
  const hours = (part: Partial<LineSettings['hours']>) =>
    setWish({ ...wish, hours: { ...wish.hours, ...part } })
  useShortcuts(
    [
      { key: 'Escape', label: t('upload.close'), run: onClose, enabled: !set.pending },
      { key: 'F10', label: t('upload.lineSave'), run, enabled: ready && !set.pending },
    ],
    'dialog',
  )
  const choices = PACES.map((value) => ({ value, label: t(`upload.paces.${value}`) }))
  return (
    <Modal opened onClose={onClose} title={t('upload.lineTitle')} size={560} withCloseButton={!set.pending}>
      <div className={form.column}>
        <Segments
          first
          label={t('upload.inside')}
          choices={choices}
          value={wish.inside}
          onChange={(inside) => setWish({ ...wish, inside })}
        />
        <div className={form.pair}>
          <TextInput
            label={t('upload.from')}
            value={wish.hours.from}
            onChange={({ currentTarget }) => hours({ from: currentTarget.value })}
          />
          <TextInput
            label={t('upload.to')}
            value={wish.hours.to}
            onChange={({ currentTarget }) => hours({ to: currentTarget.value })}
          />
        </div>
        <fieldset className={classes.week}>
          <legend>{t('upload.days')}</legend>
          {WEEK.map((day) => (
            <Checkbox
              key={day}
              label={weekday.format(Date.UTC(2026, 10, 1 + day))}
              checked={wish.hours.days.includes(day)}
              onChange={({ currentTarget }) => {
                const rest = wish.hours.days.filter((one) => one !== day)
                hours({ days: currentTarget.checked ? [...rest, day] : rest })
              }}
            />
          ))}
        </fieldset>
        <Segments
          label={t('upload.outside')}
          choices={choices}
          value={wish.outside}
          onChange={(outside) => setWish({ ...wish, outside })}
        />
        <NumberInput
          label={t('upload.kbits')}
          value={wish.kbits}
          min={8}
          max={1_000_000}
          allowDecimal={false}
          onChange={(kbits) => setWish({ ...wish, kbits: Number(kbits) })}
        />
        <RefusalPanel error={set.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={set.pending} onClick={onClose}>
            {t('upload.close')}
          </ActButton>
          <ActButton variant="filled" hint="F10" disabled={!ready} pending={set.pending} onClick={run}>
            {t('upload.lineSave')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
