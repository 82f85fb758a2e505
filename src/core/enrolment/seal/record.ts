import type { Biodata } from '../../../contract/biodata.ts'
import { signProof } from '../../../formats/paper/paper.ts'
import { recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import type { Station } from '../../station.ts'
import { chainEnd, headAfter } from './chain.ts'
import type { ProvenPacket } from './job.ts'

/** A sealed and proven packet, about to be recorded. */
export interface Recorded {
  readonly id: string
  readonly seq: number
  readonly sealedAt: string
  readonly operator: string
  readonly supersedes: string | null
  /** Of an amendment: the packet that it amends, and JSON of what it says. */
  readonly amends?: { readonly recording: string; readonly amendment: string } | undefined
  readonly biodata: Biodata
  /** JSON of what the person came for, or null. */
  readonly application?: string | null
  readonly proven: ProvenPacket
  /** JPEG of at most 40 KB. */
  readonly photo: Uint8Array | undefined
}

/**
 * Enters a recording into the register of its epoch: recording with head and proof text, photo, status, audit; all in the caller's
 * transaction. Throws when `seq` is not the next one: then another packet came between, and nothing may be recorded.
 */
export function insertRecording(tx: WriteTx, station: Station, recorded: Recorded): void {
  const { id, seq, sealedAt, biodata, proven, photo, amends } = recorded
  const { epoch } = station
  const end = chainEnd(tx, epoch)
  if (end.seq + 1 !== seq) throw new Error(`sequence ${seq} after ${end.seq}`)
  const head = headAfter(end, id, proven.sha256)
  tx.run(
    `INSERT INTO recording (id, epoch, seq, kind, supersedes, amends, amendment, application, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
     VALUES (:id, :epoch, :seq, :kind, :supersedes, :amends, :amendment, :application, :nik, :name, :birthDate, :biodata, :sealedAt, :operator, :sha256, :bytes, :head, :proof)`,
    {
      id,
      epoch: epoch.id,
      seq,
      kind: amends ? 'amendment' : 'recording',
      supersedes: recorded.supersedes,
      amends: amends?.recording ?? null,
      amendment: amends?.amendment ?? null,
      application: recorded.application ?? null,
      nik: biodata.nik,
      name: biodata.nama,
      birthDate: biodata.tanggalLahir,
      biodata: JSON.stringify(biodata),
      sealedAt,
      operator: recorded.operator,
      sha256: proven.sha256,
      bytes: proven.bytes,
      head,
      proof: signProof({ station: station.code, epoch: epoch.id, seq, id, head }, station.keys.signing),
    },
  )
  if (photo)
    tx.run("INSERT INTO recording_photo (recording, media, bytes) VALUES (?, 'image/jpeg', ?)", [id, photo])
  tx.run("INSERT INTO recording_status (recording, status, at, attempt) VALUES (?, 'BIO_CAPTURED', ?, 1)", [
    id,
    sealedAt,
  ])
  recordAct(tx, station, amends ? 'amendment.sealed' : 'recording.sealed', id, { seq, sha256: proven.sha256 })
}
