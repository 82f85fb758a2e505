/** The thread that opens the office's certificate file: it says itself how long its passphrase is stretched, so that it may have to be given up. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import { readPkcs12 } from './read-p12.ts'

serveThread({ read: readPkcs12 })
