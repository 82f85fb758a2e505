import type { contract } from './contract.ts'
import type { STREAM_PERMISSIONS } from './permissions.ts'

/** A look at residents' data, which the router writes into the audit. */
export interface Look {
  /** The act's name. */
  readonly act: string
  /** The field of the input that names what was looked at, an id. Without it the whole question is committed to. */
  readonly of?: string
  /** The field that is typed into as one looks; without words in it the act is `listed`, or none where there is no such list. */
  readonly words?: string
  readonly listed?: string
}

/** Answers nothing about any resident: counts, disks, settings, accounts, ids. */
export const NONE = 'none'
/**
 * Its own act is in the audit, in the transaction that does it: what changes something, saves or prints it, and reads whose subject is known by the answer
 * alone (`enrolment.alike`, `resident.listed`, `printing.where`).
 */
export const ITSELF = 'itself'

export type Reads = Look | typeof NONE | typeof ITSELF

/** A draft: also by what answers it and may have changed nothing. */
const DRAFT = { act: 'draft.read', of: 'id' } as const

type Contract = typeof contract

/** What each procedure reads of residents. One that is not here does not compile. */
export const READS = {
  account: {
    door: NONE,
    unlock: NONE,
    lock: NONE,
    rest: NONE,
    resume: NONE,
    challenge: NONE,
    reset: ITSELF,
    list: NONE,
    add: ITSELF,
    disable: ITSELF,
    renew: ITSELF,
    role: ITSELF,
    passphrase: ITSELF,
    pin: ITSELF,
    confirmClock: NONE,
  },
  audit: {
    list: { act: 'audit.searched', words: 'about' },
    savePeriod: ITSELF,
    saveAccess: ITSELF,
    verify: NONE,
  },
  backup: {
    status: NONE,
    pair: ITSELF,
    keep: ITSELF,
    reportLost: ITSELF,
    settleAlarm: ITSELF,
    purgePlan: NONE,
    purge: ITSELF,
    eject: ITSELF,
    run: ITSELF,
    readAll: NONE,
    stopReading: NONE,
    watch: NONE,
  },
  board: {
    show: NONE,
    checklist: NONE,
    tick: ITSELF,
    sign: ITSELF,
    report: NONE,
    saveReport: ITSELF,
    printReport: ITSELF,
    recap: NONE,
    recapProgress: NONE,
    cancelRecap: NONE,
    saveRecap: ITSELF,
    watch: NONE,
  },
  enrolment: {
    drafts: { act: 'draft.listed' },
    start: ITSELF,
    draft: DRAFT,
    saveBiodata: DRAFT,
    confirmBiodata: DRAFT,
    beginReading: DRAFT,
    confirmField: DRAFT,
    giveReasons: DRAFT,
    alike: ITSELF,
    decideAlike: ITSELF,
    park: ITSELF,
    unpark: ITSELF,
    unparkByFinger: ITSELF,
    approvePresent: ITSELF,
    drawDocument: ITSELF,
    supervisors: NONE,
    setApplication: DRAFT,
    goTo: DRAFT,
    saveCapture: ITSELF,
    capture: ITSELF,
    cancelCapture: NONE,
    devices: NONE,
    chooseDevice: NONE,
    except: ITSELF,
    photoOnly: ITSELF,
    approveExceptions: ITSELF,
    waitingApprovals: { act: 'recording.listed' },
    approveRecorded: ITSELF,
    amend: ITSELF,
    supplement: ITSELF,
    approvePhoto: DRAFT,
    addDocument: ITSELF,
    turnDocument: DRAFT,
    removeDocument: ITSELF,
    scans: NONE,
    chooseScanFolder: NONE,
    takeScan: ITSELF,
    truth: DRAFT,
    review: DRAFT,
    seal: ITSELF,
    discard: ITSELF,
    list: { act: 'recording.searched', words: 'text', listed: 'recording.listed' },
    show: { act: 'recording.read', of: 'id' },
    facing: { act: 'draft.faced' },
    face: ITSELF,
    saveProof: ITSELF,
    printProof: ITSELF,
  },
  export: {
    plan: NONE,
    make: ITSELF,
    bags: NONE,
    history: NONE,
    saveLetter: ITSELF,
    printLetter: ITSELF,
    overdue: NONE,
    handOver: ITSELF,
    arrived: ITSELF,
    lost: ITSELF,
    receipts: ITSELF,
  },
  manual: {
    saveBook: NONE,
    endBook: NONE,
    saveCard: NONE,
  },
  outage: {
    show: NONE,
    importNotice: ITSELF,
  },
  printing: {
    list: { act: 'card.searched', words: 'text', listed: 'card.listed' },
    counts: NONE,
    order: ITSELF,
    endOrder: NONE,
    settleClaims: ITSELF,
    printed: ITSELF,
    misprint: ITSELF,
    handOver: ITSELF,
    ofRecording: { act: 'card.read', of: 'recording' },
    where: ITSELF,
    visits: { act: 'card.read', of: 'recording' },
    settleVisits: ITSELF,
    saveSlip: ITSELF,
    printSlip: ITSELF,
    blanks: { act: 'card.listed' },
    receive: ITSELF,
    damaged: ITSELF,
    correct: ITSELF,
    destroy: ITSELF,
    saveRecord: ITSELF,
    printRecord: ITSELF,
  },
  privacy: {
    retentionPlan: { act: 'privacy.listed' },
    destroy: ITSELF,
    retentionActs: NONE,
    saveAct: ITSELF,
    applyList: ITSELF,
    requests: { act: 'access.listed' },
    requestCounts: NONE,
    request: ITSELF,
    answer: ITSELF,
  },
  queue: {
    today: { act: 'queue.listed' },
    take: ITSELF,
    next: ITSELF,
    recall: ITSELF,
    noShow: ITSELF,
    close: ITSELF,
    prioritise: ITSELF,
    open: { act: 'queue.opened', of: 'id' },
    daybook: { act: 'queue.daybook' },
    notAgain: ITSELF,
  },
  resident: {
    checkNik: { act: 'residents.checked' },
    searchRegions: NONE,
    region: NONE,
    search: { act: 'residents.searched', words: 'text' },
    listed: ITSELF,
    listState: NONE,
    previewImport: { act: 'residents.previewed' },
    importList: ITSELF,
    importProgress: NONE,
    cancelImport: NONE,
    saveLeftOut: ITSELF,
  },
  restore: {
    plan: NONE,
    run: NONE,
    dryRun: NONE,
    drives: NONE,
    gatherShares: NONE,
    pending: NONE,
    emptied: NONE,
    progress: NONE,
    planGain: NONE,
    gain: ITSELF,
    drill: ITSELF,
    drills: NONE,
    saveDrill: ITSELF,
    saveBreach: ITSELF,
    proveEmpty: ITSELF,
    empty: ITSELF,
  },
  settings: {
    about: NONE,
    station: NONE,
    init: NONE,
    inspectProfile: NONE,
    choosePath: NONE,
    practice: NONE,
    findProfiles: NONE,
    waitingProfile: NONE,
    installWaiting: NONE,
  },
  suket: {
    issue: ITSELF,
    renew: ITSELF,
    withdraw: ITSELF,
    void: ITSELF,
    history: { act: 'suket.read', of: 'id' },
    register: NONE,
    resume: ITSELF,
    options: NONE,
    ofRecording: { act: 'suket.read', of: 'recording' },
    show: { act: 'suket.read', of: 'id' },
    list: { act: 'suket.searched', words: 'text', listed: 'suket.listed' },
    printers: NONE,
    print: ITSELF,
    prints: { act: 'suket.read', of: 'suket' },
    cancelPrints: ITSELF,
    settlePrint: ITSELF,
    unprinted: NONE,
    saveAll: ITSELF,
    saveProgress: NONE,
    endSaves: NONE,
    save: ITSELF,
    office: NONE,
    openOffice: ITSELF,
    closeOffice: ITSELF,
    verify: { act: 'suket.checked' },
    recap: NONE,
    saveBook: ITSELF,
  },
  upload: {
    status: NONE,
    tryNow: NONE,
    stop: NONE,
    setLine: ITSELF,
    resend: ITSELF,
    reset: NONE,
  },
} as const satisfies { readonly [Room in keyof Contract]: Readonly<Record<keyof Contract[Room], Reads>> }

/** The id of whom a stream reads stands in the address first: `app://station/<room>/<id>...`, `<id>.pdf` too. */
const recordOf = (act: string) => ({ act, of: 'id' }) as const satisfies Look

/**
 * What each stream reads of residents, `app://station/<room>/...`. A picture on a page whose opening was written down is the same look; whoever fetches one without the page has
 * looked all the same.
 */
export const STREAM_READS = {
  /** Live: whoever holds a finger on the scanner now. What is kept of it is an act. */
  device: NONE,
  document: recordOf('draft.read'),
  draft: recordOf('draft.read'),
  /** Delivery letters name nobody. */
  export: NONE,
  outage: NONE,
  /** The record of a destruction names those whose cards were misprinted. */
  printing: recordOf('card.listed'),
  recording: recordOf('recording.read'),
  restore: NONE,
  suket: recordOf('suket.read'),
} as const satisfies Readonly<Record<keyof typeof STREAM_PERMISSIONS, Look | typeof NONE>>

/** The entry of a procedure; a name that the table does not know has none. */
export function readsOf(name: string): Reads | undefined {
  const [room = '', procedure = ''] = name.split('.', 2)
  const rooms: Readonly<Record<string, Readonly<Record<string, Reads>>>> = READS
  const entries = Object.hasOwn(rooms, room) ? rooms[room] : undefined
  return entries && Object.hasOwn(entries, procedure) ? entries[procedure] : undefined
}
