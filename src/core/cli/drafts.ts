import { many } from '../../contract/plural.ts'
import { maskNik } from '../../contract/nik.ts'
import { openDrafts } from '../enrolment/index.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam drafts`: recordings that are not sealed, with who is to be called and when; NIK masked. */
export async function drafts(terminal: Terminal, options: Common & StationOptions): Promise<void> {
  const open = await withStation(options, 'drafts', async (station) => openDrafts(station.read))
  const rows = open.map(({ id, step, biodata, parked, updatedAt }) => ({
    id,
    step,
    nik: maskNik(biodata.nik ?? ''),
    name: biodata.nama ?? '',
    updatedAt,
    parked,
  }))
  const say = sayer(options)
  print(terminal, options, { drafts: rows }, [
    ...rows.map(({ id, nik, name, step, parked }) =>
      [
        id,
        nik,
        name === '' ? '-' : name,
        parked
          ? say(`dititip: ${parked.reason}`, `parked: ${parked.reason}`)
          : say(`menunggu di ${step}`, `waiting at ${step}`),
        parked?.callOn ? say(`hubungi ${parked.callOn}`, `call on ${parked.callOn}`) : '-',
        parked?.phone ? parked.phone : '-',
      ].join('  '),
    ),
    say(`${rows.length} titipan`, `${many(rows.length, 'recording')} not sealed`),
  ])
}
