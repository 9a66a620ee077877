// What a run of the action works with: its inputs, the event, the checkout, and the ways to GitHub. Plain data.
import type { Event } from './event.ts'
import type { GitHub } from './github.ts'
import type { Inputs } from './inputs.ts'
import type { Environment, Place } from './repository.ts'

export type Setting = {
  inputs: Inputs
  event: Event
  place: Place
  workspace: string
  /** This run's own: reports, and a cache that nobody else has written to. */
  folder: string
  github: GitHub | 'none'
  env: Environment
  /** `owner/name`. */
  repository: string
  server: string
  eventCommit: string
  now: () => number
}
