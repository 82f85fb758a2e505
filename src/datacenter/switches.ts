/** `uploads` is the letter of 17 March 2017: the site answers, but takes nothing. `all`: the site is gone. */
export type Refusing = 'none' | 'uploads' | 'all'

/** What the Directorate General wrote, in short: the notice that a refusing site answers with. */
export const REFUSAL_NOTICE =
  'Pusat data belum dapat melakukan penunggalan dan menerima pengiriman data perekaman dari daerah sampai batas waktu yang ' +
  'akan diberitahukan. Perekaman tetap dilaksanakan; cadangkan data secara rutin ke media eksternal (471.13/3256/DUKCAPIL).'

/** Every way in which a site can fail, each to be thrown while it serves. */
export interface Switches {
  refusing: Refusing
  /** What a refusing site says. */
  notice: string
  /** Takes packets, but does no penunggalan: they stay RECEIVED_AT_CENTRAL. */
  refusesPenunggalan: boolean
  /** Penunggalan fails on every case: SEARCH_FAILURE_AT_CENTRAL. */
  searchFails: boolean
  /** The line to the other site is cut: neither hears of what the other takes. */
  split: boolean
  /** Bytes per second in either direction; 0 for no limit. 128 kbit/s is 16,000. */
  bytesPerSecond: number
  /** Cuts each connection after a random number of bytes below this; 0 never. */
  cutsWithin: number
  /** Answers every request with 200 and a login page. */
  portal: boolean
  /** Forgets this many of the bytes that it acknowledged, at the next question for an offset; then 0 again. */
  losesOffset: number
  /** Its disk is full. */
  fullDisk: boolean
  /** Its clock is wrong by so many milliseconds. */
  clockOffMs: number
  /** Shows the TLS certificate that is out of its time, where the site has one. */
  expiredCertificate: boolean
}

export function switchesOff(): Switches {
  return {
    refusing: 'none',
    notice: REFUSAL_NOTICE,
    refusesPenunggalan: false,
    searchFails: false,
    split: false,
    bytesPerSecond: 0,
    cutsWithin: 0,
    portal: false,
    losesOffset: 0,
    fullDisk: false,
    clockOffMs: 0,
    expiredCertificate: false,
  }
}

const isRefusing = (how: string): how is Refusing => ['none', 'uploads', 'all'].includes(how)

/** Throws one switch by its name and value as words (`cutsWithin`, `200000`). False for a name or value that there is not. */
export function throwSwitch(switches: Switches, name: string, value: string): boolean {
  if (!Object.hasOwn(switches, name)) return false
  if (name === 'refusing') {
    if (!isRefusing(value)) return false
    switches.refusing = value
    return true
  }
  if (name === 'notice') {
    if (value.length === 0 || value.length > 2000) return false
    switches.notice = value
    return true
  }
  const key = name as Exclude<keyof Switches, 'refusing' | 'notice'>
  const now: unknown = switches[key]
  if (typeof now === 'boolean' ? !['on', 'off'].includes(value) : !/^-?\d{1,15}$/.test(value)) return false
  Object.assign(switches, { [key]: typeof now === 'boolean' ? value === 'on' : Number(value) })
  return true
}
