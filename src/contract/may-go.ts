/**
 * 'Boleh pulang': two devices hold the recording, or a site has answered for it. The one rule of every light, list and paper.
 * @param devices this computer and the disks whose copy counts
 * @param received whether a receipt is kept
 */
export function mayGo(devices: number, received: boolean): boolean {
  return received || devices >= 2
}
