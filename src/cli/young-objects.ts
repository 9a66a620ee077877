// How much room V8 gives to objects, young and old. It knows V8 and nothing of cordon.
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

const roomBytes = 16 * 1024 * 1024
/** Per cent of what is left after old objects were looked through, until they are looked through again. */
const growth = 25

/** Each makes half a megabyte. Where V8 grows no further by itself, these are all. */
const maxRounds = 64

/**
 * The room doubles whenever many objects survive, on a large machine up to 128 MB, and is kept as long as there is work:
 * more than everything a scan remembers. Its limit can only be set before a process begins, which `npx` and a `#!` line
 * leave to nobody; doubling can be stopped at any time. So it is made to grow to where more saves no time, and stopped
 * there: stopped earlier, objects grow old too soon and fill the other room.
 */
export function boundYoungObjects(): void {
  const survivors: object[] = []
  for (let round = 0; round < maxRounds && youngBytes() < roomBytes; round++) {
    survivors.push(Array.from({ length: 16_384 }, (_, index) => ({ index })))
  }
  setFlagsFromString('--semi-space-growth-factor=1')
  // Left to itself it lets as much garbage pile up as there are objects in use, on a machine that has the memory.
  setFlagsFromString(`--heap-growing-percent=${growth}`)
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0
}
