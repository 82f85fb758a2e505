/** Name under which a site keeps how far it has heard the other one; it stands there once the two have ever met. */
export const PEER_CURSOR = 'peer-cursor'
