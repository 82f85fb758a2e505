import { createContext } from 'react'

/** The title of the page or card around: what a skeleton in it waits for. */
export const WaitingFor = createContext('')
