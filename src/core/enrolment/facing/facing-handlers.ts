import { facingContract } from '../../../contract/facing.ts'
import { serve } from '../../rpc.ts'
import { approvePhotoAlone, confirmAlone, facingPhoto, objectAlone, signAlone, truthAlone } from './facing.ts'
import { watchFacing } from './watch.ts'

const os = serve(facingContract)
const done = { done: true as const }

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer())

/**
 * All that the resident's window can call. There is no table of permissions for it: it acts as who sits at the open desk, on the one
 * draft that they turned to it, and STATION-LOCKED while nobody does.
 */
export const facingHandlers = os.router({
  watch: os.watch.handler(async ({ context, signal }) => {
    // Not a generator itself: a locked station is refused at once.
    context.desk.station()
    return watchFacing(context.desk, signal)
  }),
  photo: os.photo.handler(({ context }) => {
    const { media, bytes } = facingPhoto(context.desk.station())
    return { file: new File([new Uint8Array(bytes)], 'photo', { type: media }) }
  }),
  confirm: os.confirm.handler(async ({ input, context }) => {
    await confirmAlone(context.desk.station(), input.fields)
    return done
  }),
  object: os.object.handler(async ({ input, context }) => {
    await objectAlone(context.desk.station(), input.what)
    return done
  }),
  approvePhoto: os.approvePhoto.handler(async ({ context }) => {
    await approvePhotoAlone(context.desk.station())
    return done
  }),
  sign: os.sign.handler(async ({ input, context }) => {
    const [png, strokes] = await Promise.all([bytesOf(input.png), bytesOf(input.strokes)])
    await signAlone(context.desk.station(), { png, strokes })
    return done
  }),
  truth: os.truth.handler(async ({ input, context }) => {
    await truthAlone(context.desk.station(), input.truth)
    return done
  }),
})
