import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { aboutSchema } from '../../../contract/settings.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'

/** What runs here: what a technician asks for over the telephone. */
export function AboutCard({ about }: { about: z.infer<typeof aboutSchema> }) {
  const { t } = useTranslation()
  return (
    <Card title={t('settings.about')}>
      <dl className={form.facts}>
        <dt>{t('settings.version')}</dt>
        <dd>
          {about.version} · {t('settings.schema')} {about.schema}
        </dd>
        <dt>{t('settings.runtime')}</dt>
        <dd>
          {about.runtime || '–'} · Node {about.node}
        </dd>
        <dt>{t('settings.folder')}</dt>
        <dd>{about.folder}</dd>
      </dl>
    </Card>
  )
}
