import { residentContract } from '../../contract/resident.ts'
import { serve } from '../rpc.ts'
import { cancelImport, importList, importProgress, previewImport } from './import/import-list.ts'
import { saveLeftOut } from './import/left-out.ts'
import { findResidents } from './list/find.ts'
import { showListed } from './list/listed.ts'
import { listState } from './list/state.ts'

const os = serve(residentContract)

/** The list of residents: its import and the search in it. */
export const listHandlers = {
  listState: os.listState.handler(({ context: { desk } }) => listState(desk.station())),
  previewImport: os.previewImport.handler(({ input, context: { desk } }) =>
    previewImport(desk.station(), input.path),
  ),
  importList: os.importList.handler(({ input, context: { desk } }) => importList(desk.station(), input)),
  importProgress: os.importProgress.handler(({ context: { desk } }) => importProgress(desk.station())),
  cancelImport: os.cancelImport.handler(async ({ context: { desk } }) => {
    await cancelImport(desk.station())
    return { done: true as const }
  }),
  saveLeftOut: os.saveLeftOut.handler(({ input, context: { desk } }) =>
    saveLeftOut(desk.station(), input.path),
  ),
  search: os.search.handler(({ input, context: { desk } }) => findResidents(desk.station(), input)),
  listed: os.listed.handler(({ input, context: { desk } }) => showListed(desk.station(), input)),
}
