import type { Role } from './account.ts'
import type { contract } from './contract.ts'

/** Who may call a procedure: with these roles at an open station; ANYONE also where it is locked or not there yet. */
export type Permission = readonly Role[] | typeof ANYONE

export const ANYONE = 'anyone'

/** The desk's work: residents and their papers. A penyelia may do all of it, so that nobody's absence stops the desk. */
const DESK = ['operator', 'penyelia'] as const
/** Decisions. */
const SUPERVISOR = ['penyelia'] as const
/** Disks, sending and what they say: no person is opened. */
const STATION = ['operator', 'penyelia', 'teknisi', 'administrator'] as const
/** What moves the station's own state. */
const KEEPERS = ['penyelia', 'teknisi'] as const
/** The desk's work that a technician does where packets are carried. */
const CARRIERS = ['operator', 'penyelia', 'teknisi'] as const
/** Who did what. */
const OVERSEERS = ['penyelia', 'administrator'] as const

type Contract = typeof contract

/**
 * The one table of who may do what. The core asks it before it looks at a call's input; what depends on the data (who may cancel, who may print a
 * card again) is asked where the data are.
 */
export const PERMISSIONS = {
  account: {
    door: ANYONE,
    unlock: ANYONE,
    lock: ANYONE,
    rest: STATION,
    resume: ANYONE,
    challenge: ANYONE,
    reset: ANYONE,
    list: OVERSEERS,
    add: OVERSEERS,
    disable: OVERSEERS,
    renew: OVERSEERS,
    role: OVERSEERS,
    passphrase: STATION,
    pin: STATION,
    confirmClock: STATION,
  },
  audit: {
    list: OVERSEERS,
    savePeriod: OVERSEERS,
    saveAccess: SUPERVISOR,
    verify: ['penyelia', 'teknisi', 'administrator'],
  },
  backup: {
    status: STATION,
    pair: CARRIERS,
    keep: CARRIERS,
    reportLost: STATION,
    settleAlarm: SUPERVISOR,
    purgePlan: KEEPERS,
    purge: SUPERVISOR,
    eject: STATION,
    run: STATION,
    readAll: STATION,
    stopReading: STATION,
    watch: STATION,
  },
  board: {
    show: STATION,
    checklist: STATION,
    tick: DESK,
    sign: DESK,
    report: STATION,
    saveReport: STATION,
    printReport: STATION,
    recap: STATION,
    recapProgress: STATION,
    cancelRecap: STATION,
    saveRecap: STATION,
    watch: STATION,
  },
  enrolment: {
    drafts: DESK,
    start: DESK,
    draft: DESK,
    saveBiodata: DESK,
    confirmBiodata: DESK,
    beginReading: DESK,
    confirmField: DESK,
    giveReasons: DESK,
    alike: DESK,
    decideAlike: DESK,
    park: DESK,
    unpark: DESK,
    unparkByFinger: DESK,
    setApplication: DESK,
    goTo: DESK,
    saveCapture: DESK,
    capture: DESK,
    cancelCapture: DESK,
    devices: ANYONE,
    chooseDevice: DESK,
    except: DESK,
    photoOnly: DESK,
    approveExceptions: SUPERVISOR,
    supervisors: DESK,
    // A penyelia's own secret comes with it; whose it is the handler looks up.
    approvePresent: DESK,
    waitingApprovals: DESK,
    approveRecorded: SUPERVISOR,
    amend: DESK,
    supplement: DESK,
    approvePhoto: DESK,
    addDocument: DESK,
    drawDocument: DESK,
    turnDocument: DESK,
    removeDocument: DESK,
    scans: DESK,
    chooseScanFolder: DESK,
    takeScan: DESK,
    truth: DESK,
    review: DESK,
    seal: DESK,
    discard: DESK,
    list: DESK,
    show: DESK,
    facing: DESK,
    face: DESK,
    saveProof: DESK,
    printProof: DESK,
  },
  export: {
    plan: CARRIERS,
    make: CARRIERS,
    bags: CARRIERS,
    overdue: STATION,
    history: CARRIERS,
    saveLetter: CARRIERS,
    printLetter: CARRIERS,
    handOver: CARRIERS,
    arrived: CARRIERS,
    lost: SUPERVISOR,
    receipts: CARRIERS,
  },
  manual: { saveBook: STATION, endBook: STATION, saveCard: STATION },
  outage: { show: STATION, importNotice: CARRIERS },
  printing: {
    list: DESK,
    counts: DESK,
    order: DESK,
    endOrder: DESK,
    settleClaims: SUPERVISOR,
    printed: DESK,
    misprint: DESK,
    handOver: DESK,
    ofRecording: DESK,
    where: DESK,
    visits: DESK,
    settleVisits: SUPERVISOR,
    saveSlip: DESK,
    printSlip: DESK,
    blanks: DESK,
    receive: DESK,
    damaged: DESK,
    correct: SUPERVISOR,
    destroy: SUPERVISOR,
    saveRecord: DESK,
    printRecord: DESK,
  },
  privacy: {
    retentionPlan: OVERSEERS,
    destroy: SUPERVISOR,
    retentionActs: OVERSEERS,
    saveAct: OVERSEERS,
    // Who restores a station destroys again what its list says.
    applyList: KEEPERS,
    requests: SUPERVISOR,
    requestCounts: DESK,
    // Whoever sits at the desk takes a resident's request; a penyelia answers it.
    request: DESK,
    answer: SUPERVISOR,
  },
  queue: {
    today: DESK,
    take: DESK,
    next: DESK,
    recall: DESK,
    noShow: DESK,
    close: DESK,
    prioritise: DESK,
    open: DESK,
    daybook: DESK,
    notAgain: DESK,
  },
  resident: {
    checkNik: DESK,
    searchRegions: DESK,
    region: DESK,
    search: DESK,
    listed: DESK,
    listState: STATION,
    // The list comes from the Dinas: whoever carries its file brings it in.
    previewImport: KEEPERS,
    importList: KEEPERS,
    importProgress: KEEPERS,
    cancelImport: KEEPERS,
    saveLeftOut: KEEPERS,
  },
  restore: {
    // At the door of a computer that has no station yet; what they read is opened by the sources' own passphrase.
    plan: ANYONE,
    run: ANYONE,
    dryRun: ANYONE,
    drives: ANYONE,
    gatherShares: ANYONE,
    pending: ANYONE,
    emptied: ANYONE,
    progress: ANYONE,
    planGain: KEEPERS,
    gain: KEEPERS,
    drill: KEEPERS,
    drills: STATION,
    saveDrill: KEEPERS,
    saveBreach: ['penyelia', 'teknisi', 'administrator'],
    proveEmpty: SUPERVISOR,
    empty: SUPERVISOR,
  },
  settings: {
    about: ANYONE,
    station: STATION,
    // The first run: it refuses where a station stands.
    init: ANYONE,
    inspectProfile: ANYONE,
    choosePath: ANYONE,
    practice: ANYONE,
    findProfiles: ANYONE,
    waitingProfile: STATION,
    // The profile says whom this station trusts.
    installWaiting: ['administrator'],
  },
  suket: {
    issue: DESK,
    renew: DESK,
    withdraw: DESK,
    void: SUPERVISOR,
    history: DESK,
    register: DESK,
    resume: DESK,
    options: DESK,
    ofRecording: DESK,
    show: DESK,
    list: DESK,
    printers: DESK,
    print: DESK,
    prints: DESK,
    cancelPrints: DESK,
    settlePrint: DESK,
    unprinted: DESK,
    saveAll: DESK,
    saveProgress: DESK,
    endSaves: DESK,
    save: DESK,
    office: DESK,
    openOffice: DESK,
    closeOffice: DESK,
    verify: DESK,
    recap: DESK,
    saveBook: SUPERVISOR,
  },
  upload: {
    status: STATION,
    tryNow: STATION,
    stop: STATION,
    setLine: SUPERVISOR,
    resend: SUPERVISOR,
    reset: SUPERVISOR,
  },
} as const satisfies { readonly [Room in keyof Contract]: Readonly<Record<keyof Contract[Room], Permission>> }

/** Who may read the streams of a room, `app://station/<room>/...`: only at an open station. */
export const STREAM_PERMISSIONS = {
  device: DESK,
  document: DESK,
  draft: DESK,
  export: CARRIERS,
  outage: STATION,
  printing: DESK,
  recording: DESK,
  restore: STATION,
  suket: DESK,
} as const satisfies Readonly<Record<string, readonly Role[]>>

type Rooms = typeof PERMISSIONS
/** A procedure's full name, `room.procedure`. */
export type ProcedureName = {
  [Room in keyof Rooms]: `${Room}.${keyof Rooms[Room] & string}`
}[keyof Rooms]

/** The entry of a procedure, or undefined for a name that the table does not know: nobody may call that. */
export function permissionOf(name: string): Permission | undefined {
  const [room = '', procedure = ''] = name.split('.', 2)
  const rooms: Readonly<Record<string, Readonly<Record<string, Permission>>>> = PERMISSIONS
  const entries = Object.hasOwn(rooms, room) ? rooms[room] : undefined
  return entries && Object.hasOwn(entries, procedure) ? entries[procedure] : undefined
}

/** Whether somebody with this role may call the procedure at an open station. */
export function mayCall(role: Role, name: ProcedureName): boolean {
  const permission = permissionOf(name)
  return permission === ANYONE || (permission?.includes(role) ?? false)
}
