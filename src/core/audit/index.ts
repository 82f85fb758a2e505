export { type Acting, type Recorded, recordAct } from './record-act.ts'
