/** The door of the room 'enrolment' (perekaman). */
export { packetPath, signaturePath } from './seal/paths.ts'
