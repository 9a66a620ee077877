// What a project demands of every release. Reading `cordon.yml` comes with the policy file; these are the defaults.

export type Policy = {
  /** Releases younger than this wait. Hours. */
  minAgeHours: number
  failOn: 'block' | 'review'
}

export const defaultPolicy: Policy = { minAgeHours: 72, failOn: 'block' }
