import { uploadContract } from '../../contract/upload.ts'
import { serve } from '../rpc.ts'
import { setLine } from './line.ts'
import { haltSending, sendRound } from './queue.ts'
import { resendPackets } from './resend.ts'
import { resetAll } from './reset.ts'
import { uploadStatus } from './status.ts'

const os = serve(uploadContract)

export const uploadHandlers = os.router({
  status: os.status.handler(({ context }) => uploadStatus(context.desk.station())),
  tryNow: os.tryNow.handler(async ({ context }) => {
    const station = context.desk.station()
    await sendRound(station, { now: true })
    return uploadStatus(station)
  }),
  stop: os.stop.handler(async ({ context }) => {
    const station = context.desk.station()
    await haltSending(station)
    return uploadStatus(station)
  }),
  setLine: os.setLine.handler(async ({ context, input }) => {
    const station = context.desk.station()
    await setLine(station, input)
    return uploadStatus(station)
  }),
  resend: os.resend.handler(async ({ context, input }) => {
    const station = context.desk.station()
    await resendPackets(station, input)
    return uploadStatus(station)
  }),
  reset: os.reset.handler(async ({ context, input }) => {
    const station = context.desk.station()
    await resetAll(station, input)
    return uploadStatus(station)
  }),
})
