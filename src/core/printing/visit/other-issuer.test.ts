import { call } from '@orpc/server'
import { afterEach, expect, it } from 'vitest'
import { encodeToken } from '../../../formats/claim169/claim169.ts'
import { publicOf, type SigningKey } from '../../../lib/minisign.ts'
import { unhex } from '../../../lib/bytes.ts'
import { packSigned } from '../../../formats/wire/wire.ts'
import { recordingOf } from '../../enrolment/index.ts'
import { certifyLetter, makeSampleDinas } from '../../settings/index.ts'
import { issueSuket } from '../../suket/index.ts'
import { fakePorts } from '../../testing/fake-ports.ts'
import { openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { printingHandlers } from '../index.ts'

let open: TestStation
afterEach(() => open.close())

it('a Suket of another issuer means who stands on it, though its number stands under somebody else’s letter here', async () => {
  const dinas = makeSampleDinas(fakePorts().random)
  const theirs: SigningKey = { keyId: unhex('0102030405060709'), seed: unhex('33'.repeat(32)) }
  const certificate = certifyLetter(dinas.root, { serial: 77, issuer: '5271', key: publicOf(theirs) })
  open = await openTestStation({
    dinas,
    actor: { account: 'penyelia', role: 'penyelia' },
    profile: (profile) => ({ ...profile, letterKeys: [...profile.letterKeys, packSigned(certificate)] }),
  })
  const [mine = '', other = ''] = await seedRecordings(open.station, 2, { bytes: 3000 })
  const { number } = await issueSuket(open.station, mine)
  const { nik, biodata } = recordingOf(open.station.read, other)!
  const now = Math.floor(open.ports.now().getTime() / 1000)
  const letter = encodeToken(
    {
      issuer: '5271',
      number,
      issuedAt: now,
      notBefore: now,
      expiresAt: now + 86_400,
      claim: {
        id: nik,
        fullName: biodata.nama,
        birthDate: '1985-03-17',
        gender: 'male',
        address: 'JL. CONTOH 1',
        nationality: 'IDN',
        marital: null,
      },
    },
    theirs,
  )
  const where = (text: string) => call(printingHandlers.where, { texts: [text] }, { context: open.context })
  expect(await where(letter)).toMatchObject({ found: 'recording', recording: other })
  expect(await where(number)).toMatchObject({ recording: mine })
})
