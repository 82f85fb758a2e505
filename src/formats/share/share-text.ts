import { concat, hex, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'

/** One of several shares of the Dinas' recovery identity, as its holder keeps it on a drive or on paper. */
export interface Share {
  /** 1 to `of`: what a holder's envelope says. */
  readonly number: number
  readonly of: number
  readonly needs: number
  /** The public half of what the shares give together. */
  readonly recipient: string
  /** Of every share in order, what its data is to be: `commitmentOf`. */
  readonly commitments: readonly string[]
  readonly data: Uint8Array
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 32 secret bytes and the place of the share on the curve. */
const DATA_BYTES = 33
const DATA_LENGTH = 53
const CHECK_LENGTH = 8
const LIMIT = 4096

const GROUPS = /(.{4})(?!$)/g

/** What a share's data is held against: 128 bits of a digest tell nothing of 256 random ones. */
export function commitmentOf(number: number, data: Uint8Array): string {
  return hex(sha256(concat(utf8(`rekam-share-v1 ${number}\n`), data))).slice(0, 32)
}

/** Which split a share belongs to: covers everything that is the same in all of its shares. */
export function setOf({ needs, recipient, commitments }: Omit<Share, 'number' | 'data'>): string {
  return hex(sha256(utf8(['rekam-share-set-v1', needs, recipient, ...commitments, ''].join('\n')))).slice(
    0,
    32,
  )
}

function spelt(bytes: Uint8Array, length: number): string {
  const bits = BigInt(`0x${hex(bytes)}`) << BigInt((5 - ((bytes.length * 8) % 5)) % 5)
  return Array.from(
    { length },
    (_, at) => ALPHABET[Number((bits >> BigInt(5 * (length - 1 - at))) & 31n)],
  ).join('')
}

/** What a person typed as the characters it stands for: case, dashes and spaces do not matter; O I L as Crockford reads them. */
function plain(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}

/** The bytes that a person copied from paper; undefined where they are none. */
function unspelt(typed: string): Uint8Array | undefined {
  const letters = plain(typed)
  if (letters.length !== DATA_LENGTH || !/^[0-9A-HJKMNP-TV-Z]+$/.test(letters)) return undefined
  const bits = Array.from(letters).reduce((sum, letter) => (sum << 5n) | BigInt(ALPHABET.indexOf(letter)), 0n)
  const bytes = Buffer.from((bits >> 1n).toString(16).padStart(2 * DATA_BYTES, '0'), 'hex')
  return (bits & 1n) === 0n ? new Uint8Array(bytes) : undefined
}

function facts(share: Share): string[] {
  const { number, of, needs, recipient, commitments, data } = share
  return [
    'rekam-share 1',
    `share ${number} of ${of}, needs ${needs}`,
    `set ${setOf(share)}`,
    `recipient ${recipient}`,
    ...commitments.map((commitment, at) => `commitment ${at + 1} ${commitment}`),
    `data ${spelt(data, DATA_LENGTH).replace(GROUPS, '$1-')}`,
  ]
}

function checkOf(lines: readonly string[]): string {
  return spelt(sha256(utf8(`${lines.join('\n')}\n`)).subarray(0, 5), CHECK_LENGTH).replace(GROUPS, '$1-')
}

/** The share as a text file; lines that begin with # are for people. */
export function writeShare(share: Share): string {
  const lines = facts(share)
  const head = [
    `# PECAHAN ${share.number} DARI ${share.of} KUNCI PEMULIHAN DINAS. RAHASIA. Diperlukan ${share.needs} pecahan bersama.`,
    '# Simpan di tempat sendiri, jauh dari pecahan lain; jangan dikirim lewat surel atau pesan.',
    `# SHARE ${share.number} OF ${share.of} OF THE RECOVERY KEY. SECRET. ${share.needs} are needed together.`,
  ]
  return `${[...head, ...lines, `check ${checkOf(lines)}`].join('\n')}\n`
}

/** The line of this name, its words after it; undefined unless it stands there once. */
function named(lines: readonly string[], name: string): string | undefined {
  const found = lines.filter((line) => line.startsWith(`${name} `))
  return found.length === 1 ? found[0]?.slice(name.length + 1).trim() : undefined
}

function damaged(number: number | undefined, why: string): Fault {
  return new Fault('SHARE-DAMAGED', { share: number ?? '?', why })
}

/**
 * Reads what writeShare wrote, also when a person typed it from paper. Faults SHARE-DAMAGED {share, why}: `share` is its number, or '?' where not even
 * that can be read; SHARE-NEWER; SHARE-WRONG {shares} where it is whole but its data is not what was split off for this number.
 */
export function readShare(file: string): Share {
  if (file.length > LIMIT) throw damaged(undefined, 'length')
  const lines = file
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const version = named(lines, 'rekam-share')
  if (version === undefined) throw damaged(undefined, 'no share')
  if (version !== '1') throw new Fault('SHARE-NEWER', { version: version.slice(0, 8) })
  const counts = /^(\d{1,2}) of (\d{1,2}), needs (\d{1,2})$/.exec(named(lines, 'share') ?? '')
  const [number, of, needs] = (counts?.slice(1) ?? []).map(Number)
  if (number === undefined || of === undefined || needs === undefined) throw damaged(number, 'numbers')
  if (number < 1 || number > of || needs < 2 || needs > of) throw damaged(number, 'numbers')
  const commitments = Array.from({ length: of }, (_, at) => named(lines, `commitment ${at + 1}`) ?? '')
  const data = unspelt(named(lines, 'data') ?? '')
  if (data === undefined) throw damaged(number, 'data')
  const share: Share = { number, of, needs, recipient: named(lines, 'recipient') ?? '', commitments, data }
  const check = named(lines, 'check') ?? ''
  if (plain(checkOf(facts(share))) !== plain(check) || setOf(share) !== named(lines, 'set'))
    throw damaged(number, 'check')
  if (commitmentOf(number, data) !== commitments[number - 1])
    throw new Fault('SHARE-WRONG', { shares: String(number) })
  return share
}
