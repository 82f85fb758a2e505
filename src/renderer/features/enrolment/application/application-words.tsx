import { useTranslation } from 'react-i18next'
import type { Application } from '../../../../contract/application.ts'
import { useRegionWords } from '../region/use-region-words.ts'

/** What the person came for, in words; from outside the domicile with home, source of the biodata and where the card is collected. */
export function ApplicationWords({ application }: { application: Application | null }) {
  const { t } = useTranslation()
  const outside = application?.purpose === 'outside' ? application : null
  const home = useRegionWords(outside?.home ?? '')
  if (application === null) return t('enrolment.application.none')
  return [
    t(`queue.purposes.${application.purpose}`),
    ...(outside
      ? [
          home,
          t(`enrolment.application.sources.${outside.source}`),
          t(`enrolment.application.collections.${outside.collection}`),
        ]
      : []),
  ].join(' · ')
}
