import { enrolmentContract } from '../../contract/enrolment.ts'
import { inForeground } from '../foreground.ts'
import { serve } from '../rpc.ts'
import { cancelCaptures, captureFromDevice } from './devices/capture.ts'
import { returnByFinger } from './devices/return-by-finger.ts'
import { chooseDevice, shownDevices } from './devices/scanners.ts'
import { setApplication } from './draft/application.ts'
import { decideAlike, showAlike } from './draft/alike.ts'
import { saveCapture } from './draft/captures.ts'
import { discardDraft } from './draft/discard.ts'
import { existingDraft } from './draft/edit.ts'
import {
  beginReading,
  confirmBiodata,
  confirmField,
  giveReasons,
  goTo,
  saveBiodata,
  setTruth,
} from './draft/fields.ts'
import { addDocument, drawDocument, removeDocument, turnDocument } from './documents/documents.ts'
import { chooseScanFolder, listScans, readScan, takeScan } from './documents/scans.ts'
import { parkDraft, returnDraft } from './draft/park.ts'
import { approvePhoto } from './draft/photo-approval.ts'
import { approveExceptions, setException, setPhotoOnly } from './exceptions/note.ts'
import { amendRecording, openSupplement } from './amend/amend.ts'
import { approveRecorded } from './exceptions/approve.ts'
import { approvePresent, supervisors } from './exceptions/present.ts'
import { waitingApprovals } from './exceptions/sealed.ts'
import { reviewDraft } from './draft/review-draft.ts'
import { draftView, openDrafts } from './draft/rows.ts'
import { startDraft } from './draft/start.ts'
import { face, facingState } from './facing/facing.ts'
import { printProof, saveProof } from './proof/proof.ts'
import { listRecordings } from './recording/list.ts'
import { showRecording } from './recording/show.ts'
import { sealDraft } from './seal/seal.ts'
import { warmSealing } from './seal/thread.ts'

const os = serve(enrolmentContract)

export const enrolmentHandlers = os.router({
  drafts: os.drafts.handler(({ context }) => openDrafts(context.desk.station().read)),
  start: os.start.handler(({ input, context }) => {
    warmSealing()
    const { nik, ...options } = input
    return startDraft(context.desk.station(), nik, options)
  }),
  draft: os.draft.handler(({ input, context }) => {
    const { read } = context.desk.station()
    return draftView(read, existingDraft(read, input.id))
  }),
  saveBiodata: os.saveBiodata.handler(({ input, context }) =>
    saveBiodata(context.desk.station(), input.id, input.fields),
  ),
  confirmBiodata: os.confirmBiodata.handler(({ input, context }) =>
    confirmBiodata(context.desk.station(), input.id, input.confirmed),
  ),
  beginReading: os.beginReading.handler(({ input, context }) =>
    beginReading(context.desk.station(), input.id),
  ),
  confirmField: os.confirmField.handler(({ input, context }) =>
    confirmField(context.desk.station(), input.id, input.field, input.confirmed),
  ),
  giveReasons: os.giveReasons.handler(({ input, context }) =>
    giveReasons(context.desk.station(), input.id, input.reasons),
  ),
  alike: os.alike.handler(({ input, context }) => showAlike(context.desk.station(), input.id)),
  decideAlike: os.decideAlike.handler(({ input, context }) =>
    decideAlike(context.desk.station(), input.id, input),
  ),
  park: os.park.handler(({ input, context }) => parkDraft(context.desk.station(), input.id, input)),
  unpark: os.unpark.handler(({ input, context }) => returnDraft(context.desk.station(), input.id)),
  unparkByFinger: os.unparkByFinger.handler(({ input, context }) =>
    returnByFinger(context.desk.station(), input.id, input.finger),
  ),
  setApplication: os.setApplication.handler(({ input, context }) =>
    setApplication(context.desk.station(), input.id, input.application),
  ),
  goTo: os.goTo.handler(({ input, context }) => goTo(context.desk.station(), input.id, input.step)),
  saveCapture: os.saveCapture.handler(async ({ input, context }) => {
    const bytes = new Uint8Array(await input.file.arrayBuffer())
    const station = context.desk.station()
    return inForeground(station, () => saveCapture(station, input.id, input.slot, bytes, input.meta))
  }),
  capture: os.capture.handler(({ input, context }) =>
    captureFromDevice(context.desk.station(), input.id, input.slots, { thumb: input.thumb }),
  ),
  cancelCapture: os.cancelCapture.handler(({ input, context }) =>
    cancelCaptures(context.desk.station(), input.id),
  ),
  devices: os.devices.handler(({ context }) => shownDevices(context.desk)),
  chooseDevice: os.chooseDevice.handler(({ input, context }) =>
    chooseDevice(context.desk.station(), input.kind, input.id),
  ),
  except: os.except.handler(({ input, context }) =>
    setException(context.desk.station(), input.id, input.slot, input.reason),
  ),
  photoOnly: os.photoOnly.handler(({ input, context }) =>
    setPhotoOnly(context.desk.station(), input.id, input.reason),
  ),
  approveExceptions: os.approveExceptions.handler(({ input, context }) =>
    approveExceptions(context.desk.station(), input.id),
  ),
  supervisors: os.supervisors.handler(({ context }) => supervisors(context.desk.station().read)),
  approvePresent: os.approvePresent.handler(({ input, context }) =>
    approvePresent(context.desk, input.id, input.account, input.secret),
  ),
  waitingApprovals: os.waitingApprovals.handler(({ context }) =>
    waitingApprovals(context.desk.station().read),
  ),
  approveRecorded: os.approveRecorded.handler(async ({ input, context }) => {
    await approveRecorded(context.desk.station(), input.id)
    return { done: true as const }
  }),
  amend: os.amend.handler(({ input, context }) =>
    amendRecording(context.desk.station(), input.recording, input.amendment),
  ),
  supplement: os.supplement.handler(({ input, context }) =>
    openSupplement(context.desk.station(), input.recording, input.reason),
  ),
  approvePhoto: os.approvePhoto.handler(({ input, context }) =>
    approvePhoto(context.desk.station(), input.id, input.approved),
  ),
  addDocument: os.addDocument.handler(async ({ input, context }) => {
    const bytes = new Uint8Array(await input.file.arrayBuffer())
    return addDocument(context.desk.station(), input.id, input.kind, bytes, input.pages)
  }),
  drawDocument: os.drawDocument.handler(async ({ input, context }) => {
    const station = context.desk.station()
    const bytes =
      'file' in input ? new Uint8Array(await input.file.arrayBuffer()) : await readScan(station, input.name)
    return drawDocument(bytes)
  }),
  turnDocument: os.turnDocument.handler(({ input, context }) =>
    turnDocument(context.desk.station(), input.id, input.document, input.turn, input.page),
  ),
  removeDocument: os.removeDocument.handler(({ input, context }) =>
    removeDocument(context.desk.station(), input.id, input.document, input.page),
  ),
  scans: os.scans.handler(({ context }) => listScans(context.desk.station())),
  chooseScanFolder: os.chooseScanFolder.handler(({ input, context }) =>
    chooseScanFolder(context.desk.station(), input.path),
  ),
  takeScan: os.takeScan.handler(({ input, context }) =>
    takeScan(context.desk.station(), input.id, input.kind, input.name, input.pages),
  ),
  truth: os.truth.handler(({ input, context }) => setTruth(context.desk.station(), input.id, input.truth)),
  review: os.review.handler(({ input, context }) => {
    const station = context.desk.station()
    return reviewDraft(station, station.read, existingDraft(station.read, input.id))
  }),
  seal: os.seal.handler(({ input, context }) => sealDraft(context.desk.station(), input.id)),
  discard: os.discard.handler(({ input, context }) =>
    discardDraft(context.desk.station(), input.id, input.reason),
  ),
  list: os.list.handler(({ input, context }) => listRecordings(context.desk.station(), input)),
  facing: os.facing.handler(({ context }) => facingState(context.desk.station())),
  face: os.face.handler(({ input, context }) => face(context.desk.station(), input)),
  saveProof: os.saveProof.handler(({ input, context }) =>
    saveProof(context.desk.station(), input.id, input.path),
  ),
  printProof: os.printProof.handler(async ({ input, context }) => {
    const printer = await printProof(context.desk.station(), input.id)
    return { done: true as const, printer }
  }),
  show: os.show.handler(({ input, context }) => showRecording(context.desk.station(), input.id)),
})
