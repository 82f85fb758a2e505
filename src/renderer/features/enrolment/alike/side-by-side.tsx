import { IconUser } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlikeRecording } from '../../../../contract/enrolment.ts'
import { formatDay } from '../../../ui/day.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { NikText } from '../../../ui/nik-text.tsx'
import { useInstant } from '../../../ui/zone-context.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { CentralStatusWord } from '../words/central-status.tsx'
import { MaskedNik } from '../words/masked-nik.tsx'
import classes from './alike.module.css'

interface Line {
  readonly name: string
  readonly here: ReactNode
  readonly there: ReactNode
  /** Whether both say the same, letter for letter; null where that says nothing. */
  readonly equal: boolean | null
}

/** The person at the desk and a recording, line by line; what differs is marked in words. */
export function SideBySide({ alike }: { alike: AlikeRecording }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const { draft } = useDraft()
  const { biodata } = draft
  const photo = draft.captures.find(({ slot }) => slot === 'photo')
  const text = (key: 'nama' | 'tempatLahir' | 'namaIbu' | 'alamat', there: string): Line => {
    const here = biodata[key] ?? ''
    return { name: t(`enrolment.fields.${key}`), here, there, equal: fold(here) === fold(there) }
  }
  const born = biodata.tanggalLahir ?? ''
  const lines: Line[] = [
    text('nama', alike.name),
    {
      name: t('enrolment.fields.tanggalLahir'),
      here: formatDay(born),
      there: formatDay(alike.birthDate),
      equal: born === alike.birthDate,
    },
    text('namaIbu', alike.mother),
    text('tempatLahir', alike.birthPlace),
    text('alamat', alike.address),
    {
      name: t('enrolment.fields.nik'),
      here: <NikText nik={biodata.nik ?? ''} />,
      there: <MaskedNik nik={alike.nik} />,
      equal: null,
    },
    {
      name: t('enrolment.list.status'),
      here: '–',
      there: <CentralStatusWord status={alike.status} />,
      equal: null,
    },
  ]
  return (
    <div className={classes.sides}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">
              <Face url={photo?.url ?? null} />
              {t('enrolment.alike.here')}
            </th>
            <th scope="col">
              <Face url={alike.photoUrl} />
              {t('enrolment.alike.there', { at: instant(alike.sealedAt) })}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, here, there, equal }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{here}</td>
              <td>
                <span className={classes.value}>
                  {there}
                  {equal === false ? (
                    <small>
                      <MeaningIcon meaning="ganda" />
                      {t('enrolment.alike.differs')}
                    </small>
                  ) : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Capitals and spaces are no difference that an eye has to look for. */
function fold(value: string): string {
  return value.trim().replaceAll(/\s+/g, ' ').toUpperCase()
}

function Face({ url }: { url: string | null }) {
  const { t } = useTranslation()
  if (url !== null) return <img className={classes.face} src={url} alt={t('enrolment.steps.photo')} />
  return (
    <span className={classes.face}>
      <IconUser size={32} stroke={1} aria-hidden />
      {t('enrolment.alike.noPhoto')}
    </span>
  )
}
