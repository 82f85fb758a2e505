import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Core } from './open-core.ts'
import { TEST_PASSPHRASE } from './testing/index.ts'
import { testCores } from './testing/test-core.ts'

const bench = testCores()
const door = (one: Core) => call(one.router.account.door, {}, { context: one.context() })

describe('the door', () => {
  test('is empty where no folder is', async () => {
    const one = await bench().start()
    expect(await door(one)).toEqual({ door: 'empty' })
    expect(() => one.desk.station()).toThrow('STATION-LOCKED')
  })

  test('is locked with its accounts, opens by a password, and locks again', async () => {
    await bench().makeStation()
    const one = await bench().start()
    expect(await door(one)).toEqual({
      door: 'locked',
      accounts: ['penyelia', 'teknisi', 'administrator'],
      resting: false,
      pins: [],
      last: null,
    })
    const context = one.context()
    const open = { door: 'open', account: 'teknisi', role: 'teknisi', clockBehind: false }
    const input = { account: 'teknisi', passphrase: TEST_PASSPHRASE }
    expect(await call(one.router.account.unlock, input, { context })).toEqual(open)
    expect(await door(one)).toEqual(open)
    expect(one.desk.station().actor).toEqual({ account: 'teknisi', role: 'teknisi' })
    await call(one.router.account.lock, {}, { context })
    expect(await door(one)).toMatchObject({ door: 'locked' })
    expect(() => one.desk.station()).toThrow('STATION-LOCKED')
  })

  test('stays as it is after a wrong password, open or locked', async () => {
    await bench().makeStation()
    const one = await bench().start()
    await expect(one.desk.unlock('penyelia', 'salah salah')).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    expect(await door(one)).toMatchObject({ door: 'locked' })
    await one.desk.unlock('penyelia', TEST_PASSPHRASE)
    await expect(one.desk.unlock('teknisi', 'salah salah')).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    expect(await door(one)).toMatchObject({ door: 'open', account: 'penyelia' })
  })

  test('a password that was typed where the name belongs is in no file, however often', async () => {
    await bench().makeStation()
    const core = await bench().start()
    const slip = 'sandi yang salah kolom'
    const files = () =>
      globSync('**/*', { cwd: bench().folder, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    for (let i = 0; i < 10; i++)
      await expect(core.desk.unlock(slip, TEST_PASSPHRASE)).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    await core.desk.unlock('penyelia', TEST_PASSPHRASE)
    await core.desk.rest()
    await expect(core.desk.resume(slip, '481516')).rejects.toThrow('ACCOUNT-NO-PIN')
    await expect(core.desk.prove(slip, TEST_PASSPHRASE)).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    expect(files().length).toBeGreaterThan(3)
    expect(files().filter((text) => text.includes(slip))).toEqual([])
  })

  test('changes hands without a lock in between', async () => {
    await bench().makeStation()
    const one = await bench().unlocked()
    const before = one.desk.station()
    await one.desk.unlock('teknisi', TEST_PASSPHRASE)
    expect(one.desk.station().actor.account).toBe('teknisi')
    expect(one.desk.station()).not.toBe(before)
    const acts = one.desk
      .station()
      .read.all<{ act: string; actor: string }>('SELECT act, actor FROM audit ORDER BY seq')
    expect(acts.slice(-2)).toEqual([
      { act: 'account.unlocked', actor: 'penyelia' },
      { act: 'account.resumed', actor: 'teknisi' },
    ])
    // A call that was under way keeps its author.
    expect(before.actor.account).toBe('penyelia')
    await one.close()
  })

  test('rests: nothing answers, the store stays open, and a PIN brings somebody back as themselves', async () => {
    await bench().makeStation()
    const one = await bench().unlocked()
    const context = one.context()
    const pin = (account: string, current: string) =>
      one.desk
        .unlock(account, current)
        .then(() => call(one.router.account.pin, { current, pin: '481516' }, { context }))
    await expect(pin('teknisi', 'salah salah')).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    await pin('teknisi', TEST_PASSPHRASE)
    const { read } = one.desk.station()
    await call(one.router.account.rest, {}, { context })
    expect(await door(one)).toMatchObject({
      door: 'locked',
      resting: true,
      pins: ['teknisi'],
      last: 'teknisi',
    })
    expect(() => one.desk.station()).toThrow('STATION-LOCKED')
    expect((await one.stream('suket/x.pdf')).status).toBe(403)
    expect(read.get('SELECT 1 AS open')).toEqual({ open: 1 })
    const resume = (account: string, typed: string) =>
      call(one.router.account.resume, { account, pin: typed }, { context })
    await expect(resume('teknisi', '481517')).rejects.toThrow('ACCOUNT-WRONG-PIN')
    await expect(resume('penyelia', '481516')).rejects.toThrow('ACCOUNT-NO-PIN')
    expect(await resume('teknisi', '481516')).toMatchObject({ door: 'open', account: 'teknisi' })
    expect(one.desk.station().read.all('SELECT act, actor FROM audit ORDER BY seq DESC LIMIT 2')).toEqual([
      { act: 'account.resumed', actor: 'teknisi' },
      { act: 'account.rested', actor: 'teknisi' },
    ])
    for (let i = 0; i < 5; i++) await expect(resume('teknisi', '000000')).rejects.toThrow('ACCOUNT-WRONG-PIN')
    await expect(resume('teknisi', '481516')).rejects.toThrow('ACCOUNT-WAIT')
    await one.desk.lock()
    await expect(resume('penyelia', '481516')).rejects.toThrow('STATION-LOCKED')
    await expect(one.desk.unlock('teknisi', TEST_PASSPHRASE)).rejects.toThrow('ACCOUNT-WAIT')
    expect(await one.desk.unlock('penyelia', TEST_PASSPHRASE)).toMatchObject({ door: 'open' })
  })

  test('somebody beside the desk proves who they are by PIN or password; who sits at it stays', async () => {
    await bench().makeStation()
    const one = await bench().unlocked()
    const context = one.context()
    await one.desk.unlock('teknisi', TEST_PASSPHRASE)
    await call(one.router.account.pin, { current: TEST_PASSPHRASE, pin: '481516' }, { context })
    await one.desk.unlock('penyelia', TEST_PASSPHRASE)
    expect(await one.desk.vouch('teknisi', '481516')).toBe('pin')
    expect(await one.desk.vouch('teknisi', TEST_PASSPHRASE)).toBe('password')
    // Six digits of who has no PIN here are a wrong password.
    await expect(one.desk.vouch('penyelia', '481516')).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
    expect(one.desk.station().actor.account).toBe('penyelia')
    for (let i = 0; i < 5; i++)
      await expect(one.desk.vouch('teknisi', '000000')).rejects.toThrow('ACCOUNT-WRONG-PIN')
    await expect(one.desk.vouch('teknisi', '481516')).rejects.toThrow('ACCOUNT-WAIT')
    await one.desk.rest()
    await expect(one.desk.vouch('penyelia', TEST_PASSPHRASE)).rejects.toThrow('STATION-LOCKED')
  })

  test.each<[string, () => void, string]>([
    ['the database is gone', () => rmSync(join(bench().folder, 'rekam.db')), 'STORE-MISSING'],
    ['slots.json is gone', () => rmSync(join(bench().folder, 'keys/slots.json')), 'ACCOUNT-SLOTS-DAMAGED'],
    [
      'slots.json is damaged',
      () => writeFileSync(join(bench().folder, 'keys/slots.json'), '{}'),
      'ACCOUNT-SLOTS-DAMAGED',
    ],
  ])('is broken when %s, and nothing is made in its place', async (_, damage, code) => {
    await bench().makeStation()
    damage()
    const one = await bench().start()
    expect(await door(one)).toEqual({ door: 'broken', code })
    await expect(one.desk.unlock('penyelia', TEST_PASSPHRASE)).rejects.toThrow(
      /STORE-MISSING|ACCOUNT-SLOTS-DAMAGED/,
    )
    expect(await door(one)).toEqual({ door: 'broken', code })
  })

  test('is broken when the database does not open by its proven key, which is not a wrong password', async () => {
    await bench().makeStation()
    const path = join(bench().folder, 'rekam.db')
    const bytes = readFileSync(path)
    writeFileSync(
      path,
      bytes.map((byte) => byte ^ 0xff),
    )
    const one = await bench().start()
    await expect(one.desk.unlock('penyelia', TEST_PASSPHRASE)).rejects.toThrow('STORE-DAMAGED')
    expect(await door(one)).toEqual({ door: 'broken', code: 'STORE-DAMAGED' })
    writeFileSync(path, bytes)
    expect(await one.desk.unlock('penyelia', TEST_PASSPHRASE)).toMatchObject({ door: 'open' })
  })
})

describe('one process for a folder', () => {
  test('a second core is refused, in words, until the first one goes', async () => {
    await bench().makeStation()
    const first = await bench().unlocked()
    const second = await bench().start()
    expect(await door(second)).toEqual({ door: 'broken', code: 'STORE-IN-USE' })
    await expect(second.desk.unlock('penyelia', TEST_PASSPHRASE)).rejects.toThrow('STORE-IN-USE')
    expect(first.desk.station().code).toBe('5272-01-A')
    await first.close()
    expect(await door(second)).toMatchObject({ door: 'locked' })
    await second.desk.unlock('penyelia', TEST_PASSPHRASE)
  })

  test('a process that was killed leaves no lock behind', async () => {
    await bench().makeStation()
    const script = `import { lockFolder } from '${join(import.meta.dirname, 'db/folder-lock.ts')}'
      lockFolder(${JSON.stringify(bench().folder)}); process.stdout.write('held'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    const one = await bench().start()
    expect(await door(one)).toEqual({ door: 'broken', code: 'STORE-IN-USE' })
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await door(one)).toMatchObject({ door: 'locked' })
  })
})

describe('the clock', () => {
  test('that stands earlier than what was seen is told at the door until a person confirms it', async () => {
    await bench().makeStation()
    bench().ports.clock.advance(30 * 24 * 3600_000)
    await (await bench().unlocked()).close()
    bench().ports.clock.set('2019-01-01T00:00:00.000Z')
    const one = await bench().unlocked()
    expect(await door(one)).toMatchObject({ door: 'open', clockBehind: true })
    await one.desk.lock()
    await one.desk.unlock('penyelia', TEST_PASSPHRASE)
    expect(await door(one)).toMatchObject({ clockBehind: true })
    expect(await call(one.router.account.confirmClock, {}, { context: one.context() })).toMatchObject({
      clockBehind: false,
    })
  })

  test('may be set back by minutes, as time servers do', async () => {
    await bench().makeStation()
    const one = await bench().unlocked()
    bench().ports.clock.advance(-60_000)
    expect(await door(one)).toMatchObject({ clockBehind: false })
  })
})

describe('streams', () => {
  test.each(['', 'nothing', 'nothing/x', '__proto__/x', 'suket/../../etc/passwd', 'suket//x', 'suket/'])(
    'of %j are not there',
    async (address) => {
      await bench().makeStation()
      expect((await (await bench().unlocked()).stream(address)).status).toBe(404)
    },
  )
})
