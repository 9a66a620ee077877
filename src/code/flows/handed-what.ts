// Which functions matter when they are handed over, by the names of value.ts in the form of names.ts.
import type { Name } from '../value.ts'
import { timers } from './callbacks.ts'
import { isClient } from './clients.ts'
import type { Audience } from './file.ts'
import { partsOf } from './names.ts'
import { callSinks, channels, sending } from './sinks.ts'
import { callSources, transforms } from './sources.ts'

/** A sink, and whatever writes to something open: `socket.write`. */
export function acts(name: Name): boolean {
  if (callSinks.has(name) || (name.startsWith('package:') && isClient(partsOf(name).module))) return true
  const open = name.indexOf('(')
  return open !== -1 && channels.has(name.slice(0, open)) && sending.has(name.slice(name.lastIndexOf('.') + 1))
}

/** A sink that does nothing but run what it is given. `Function` is what tests compare with, and timers what they replace. */
export function runs(name: Name): boolean {
  if (name === 'global.Function' || timers.has(name)) return false
  const sink = callSinks.get(name)?.sink
  return sink === 'evaluate' || sink === 'execute'
}

/** Data comes out of it, or only other files know what it does. */
export function tells(name: Name, audience: Audience): boolean {
  if (transforms.has(name) || callSources.has(name)) return true
  return name.startsWith('own:') || (audience === 'others' && name.startsWith('package:'))
}
