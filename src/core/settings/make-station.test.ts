import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { readProfile, signProfile } from '../../formats/profile/profile.ts'
import { decrypt } from '../../lib/age.ts'
import { text } from '../../lib/bytes.ts'
import { publicOf } from '../../lib/minisign.ts'
import { identityIn, openByPassphrase, readSlotsFile } from '../account/index.ts'
import { openStore } from '../db/open.ts'
import { stationRules } from '../station-rules.ts'
import { fakePorts, type FakePorts, TEST_COST, TEST_PASSPHRASE } from '../testing/index.ts'
import { tempFolders } from '../testing/temp.ts'
import { demoStation, openSampleDinas } from './demo.ts'
import { inspectProfile, stationFromProfile } from './from-profile.ts'
import { makeStation } from './make-station.ts'
import { openStation } from './open-station.ts'
import { makeSampleDinas, type SampleDinas } from './sample-dinas.ts'
import { readSampleDinas } from './sample-files.ts'
import { sampleProfile } from './sample-profile.ts'
import { finishMoveIn } from './scaffold.ts'
import { stationPaths } from './station-folder.ts'
import { isCertified } from './info.ts'

const temp = tempFolders()
let ports: FakePorts
let dinas: SampleDinas
beforeEach(() => {
  ports = fakePorts()
  dinas = makeSampleDinas(ports.random)
})

const pathsIn = (folder: string) => stationPaths(folder, '')
const wanted = () => ({
  profile: signProfile(sampleProfile(dinas), dinas.root),
  root: publicOf(dinas.root),
  passphrase: TEST_PASSPHRASE,
  cost: TEST_COST,
})

async function opens(folder: string): Promise<string> {
  const paths = pathsIn(folder)
  const key = await openByPassphrase(await readSlotsFile(paths.keys), 'penyelia', TEST_PASSPHRASE, null)
  const store = openStore(paths.store, key)
  const station = openStation(
    store,
    key,
    paths,
    ports,
    { account: 'penyelia', role: 'penyelia' },
    stationRules,
  )
  const { id } = station.epoch
  store.close()
  return id
}

describe('a new station', () => {
  test('opens by its first password, and its files are for its owner alone', async () => {
    const folder = temp()
    const { epoch } = await makeStation(pathsIn(folder), ports, wanted())
    expect(await opens(folder)).toBe(epoch)
    expect(readdirSync(folder).toSorted()).toEqual(['keys', 'rekam.db'])
    expect(readdirSync(join(folder, 'keys')).toSorted()).toEqual([
      'request.json',
      'reset-escrow.age',
      'slots.json',
      'state.age',
      'state.recovery.age',
    ])
    for (const name of readdirSync(join(folder, 'keys')))
      expect(statSync(join(folder, 'keys', name)).mode & 0o077).toBe(0)
  })

  test("has 20 reset codes in an escrow that the Dinas' recovery identity opens, and its state key by both ways", async () => {
    const folder = temp()
    await makeStation(pathsIn(folder), ports, wanted())
    const file = (name: string) => readFileSync(join(folder, 'keys', name))
    const byRecovery = { identities: [dinas.recovery.identity] }
    const codes = text(decrypt(file('reset-escrow.age'), byRecovery)).match(
      /^\d\d  (?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/gm,
    )
    expect(codes).toHaveLength(20)
    const one = identityIn(text(decrypt(file('state.age'), { passphrase: TEST_PASSPHRASE })))
    expect(one).toMatch(/^AGE-SECRET-KEY-1/)
    expect(identityIn(text(decrypt(file('state.recovery.age'), byRecovery)))).toBe(one)
  })

  test.each(['rekam.db', 'keys/slots.json'])('is never made where %s lies', async (name) => {
    const folder = temp()
    mkdirSync(join(folder, 'keys'))
    writeFileSync(join(folder, name), 'theirs')
    await expect(makeStation(pathsIn(folder), ports, wanted())).rejects.toThrow('STATION-EXISTS')
    expect(readFileSync(join(folder, name), 'utf8')).toBe('theirs')
  })

  test('is not begun by a short password or by an untrusted profile', async () => {
    const folder = temp()
    await expect(makeStation(pathsIn(folder), ports, { ...wanted(), passphrase: 'pendek' })).rejects.toThrow(
      'ACCOUNT-WEAK-PASSPHRASE',
    )
    const stranger = publicOf(makeSampleDinas(ports.random).root)
    await expect(makeStation(pathsIn(folder), ports, { ...wanted(), root: stranger })).rejects.toThrow(
      'PROFILE-UNTRUSTED',
    )
    finishMoveIn(pathsIn(folder))
    expect(readdirSync(folder)).toEqual([])
    await makeStation(pathsIn(folder), ports, wanted())
  })
})

describe('a making that was cut short', () => {
  test('before anything moved leaves no station, and can be done again', async () => {
    const folder = temp()
    const failing = makeStation(pathsIn(folder), ports, {
      ...wanted(),
      fill: () => Promise.reject(new Error('power cut')),
    })
    await expect(failing).rejects.toThrow('power cut')
    expect(existsSync(join(folder, '.init'))).toBe(true)
    finishMoveIn(pathsIn(folder))
    expect(readdirSync(folder)).toEqual([])
    await makeStation(pathsIn(folder), ports, wanted())
    await opens(folder)
  })

  test('between keys and store is finished at the next start', async () => {
    const folder = temp()
    const { epoch } = await makeStation(pathsIn(folder), ports, wanted())
    mkdirSync(join(folder, '.init'))
    renameSync(join(folder, 'rekam.db'), join(folder, '.init/rekam.db'))
    finishMoveIn(pathsIn(folder))
    expect(await opens(folder)).toBe(epoch)
    expect(existsSync(join(folder, '.init'))).toBe(false)
  })

  test('never takes the place of a store that lost its file later', async () => {
    const [folder, other] = [temp(), temp()]
    await makeStation(pathsIn(folder), ports, wanted())
    await makeStation(pathsIn(other), ports, wanted())
    // A scaffold of a complete other station appears where a whole station stands.
    mkdirSync(join(folder, '.init'))
    cpSync(join(other, 'keys'), join(folder, '.init/keys'), { recursive: true })
    cpSync(join(other, 'rekam.db'), join(folder, '.init/rekam.db'))
    const before = readFileSync(join(folder, 'rekam.db'))
    finishMoveIn(pathsIn(folder))
    expect(readFileSync(join(folder, 'rekam.db')).equals(before)).toBe(true)
  })
})

describe('the sample Dinas', () => {
  test('lies in files that stock minisign and age take, and is read again', async () => {
    const folder = join(temp(), 'dinas')
    const made = await openSampleDinas(folder, ports.random, {
      urls: { mmu: 'http://127.0.0.1:1', batam: 'http://127.0.0.1:2' },
    })
    expect(await readSampleDinas(folder)).toMatchObject({
      root: made.root,
      sites: made.sites,
      recovery: made.recovery,
    })
    const verify = execFileSync('minisign', ['-V', '-H', '-p', 'root.pub', '-m', 'profile.json'], {
      cwd: folder,
    })
    expect(verify.toString()).toContain('rekam:profile:v1')
    writeFileSync(join(folder, 'x'), 'x')
    execFileSync('minisign', ['-S', '-H', '-s', 'sites/mmu/site.key', '-m', 'x'], { cwd: folder })
    execFileSync('minisign', ['-V', '-H', '-p', 'sites/mmu/site.pub', '-m', 'x'], { cwd: folder })
    execFileSync('age', ['-r', made.recovery.recipient, '-o', 'x.age', 'x'], { cwd: folder })
    expect(execFileSync('age', ['-d', '-i', 'recovery.txt', 'x.age'], { cwd: folder }).toString()).toBe('x')
    const { sites } = readProfile(readFileSync(join(folder, 'profile.json')))
    expect(sites.map(({ url }) => url)).toEqual(['http://127.0.0.1:1', 'http://127.0.0.1:2'])
  })

  test('certifies its demo stations at once, each with a serial of its own, all under one root', async () => {
    const base = temp()
    const make = async (name: string, code?: string) => {
      const paths = pathsIn(join(base, name))
      mkdirSync(paths.folder)
      await makeStation(paths, ports, {
        ...(await demoStation(join(base, 'dinas'), ports, code === undefined ? {} : { code })),
        passphrase: TEST_PASSPHRASE,
        cost: TEST_COST,
      })
      const key = await openByPassphrase(await readSlotsFile(paths.keys), 'teknisi', TEST_PASSPHRASE, null)
      const store = openStore(paths.store, key)
      const station = openStation(
        store,
        key,
        paths,
        ports,
        { account: 'teknisi', role: 'teknisi' },
        stationRules,
      )
      expect(isCertified(station)).toBe(true)
      const { code: found, keys, trust } = station
      store.close()
      return {
        code: found,
        letter: keys.letter,
        serial: trust.accepted.find((c) => c.subject.kind === 'station')?.serial,
      }
    }
    const one = await make('one')
    const two = await make('two', '5272-01-B')
    expect([one.code, two.code]).toEqual(['5272-01-A', '5272-01-B'])
    expect(one.letter).toEqual(two.letter)
    expect(two.serial).toBeGreaterThan(one.serial!)
  })
})

describe('a profile file', () => {
  test('brings the letter key beside it, if the profile certifies that one', async () => {
    const folder = join(temp(), 'dinas')
    const made = await openSampleDinas(folder, ports.random)
    const path = join(folder, 'profile.json')
    expect((await stationFromProfile(path)).letter).toEqual(made.letter)
    renameSync(join(folder, 'root.key'), join(folder, 'letter.key'))
    expect((await stationFromProfile(path)).letter).toBeUndefined()
  })

  test('is held against the root that it names before anybody looks at it', async () => {
    const folder = join(temp(), 'dinas')
    await openSampleDinas(folder, ports.random)
    const path = join(folder, 'profile.json')
    expect((await inspectProfile(path)).station.code).toBe('5272-01-A')
    writeFileSync(path, readFileSync(path, 'utf8').replace('Rasanae Barat', 'Rasanae Timur'))
    await expect(inspectProfile(path)).rejects.toThrow('PROFILE-UNTRUSTED')
    await expect(inspectProfile(join(folder, 'none.json'))).rejects.toThrow('FILE-MISSING')
  })
})
