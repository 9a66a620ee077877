// What npm cannot resolve, in words, at its place in the command line.
import { nearest } from '../domain/nearest.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import { createNameIndex } from '../facts/lookalike.ts'
import type { WantedSpec } from '../scan/check.ts'
import { readPopularNames } from '../sources/popular-names.ts'
import type { Unresolvable } from '../sources/resolve-request.ts'
import { usageMistake } from './mistakes.ts'

/** At its place in the command line, where one of the specs is meant. */
export function unresolvableProblem(why: Unresolvable, specs: readonly WantedSpec[], consequence: string): Problem {
  const { code, requiredBy } = why
  const meant = requiredBy === '' ? specs.find(({ name }) => name !== '' && name === why.name) : undefined
  const mistake: Mistake = usageMistake(code, messages[code](why), helps[code](why))
  return new Problem([meant === undefined ? mistake : { ...mistake, place: meant.place }], consequence)
}

const messages: Record<Unresolvable['code'], (why: Unresolvable) => string> = {
  'package-not-found': ({ name, requiredBy }) => `the registry has no package ${name}${by(requiredBy)}`,
  'no-matching-version': ({ name, spec, requiredBy, versions }) =>
    versions.length === 0
      ? `${name} has no versions any more${by(requiredBy)}`
      : `no version of ${name} matches ${spec}${by(requiredBy)}`,
  'peer-conflict': ({ detail }) => `npm cannot fit it into the tree: ${detail}`,
  'source-not-resolved': ({ name, spec, requiredBy }) =>
    `${[name, spec].filter((one) => one !== '').join('@')} comes from a source that cordon does not resolve${by(requiredBy)}`,
  'platform-not-supported': ({ detail }) => `it is not meant for this machine: ${detail}`,
  'spec-not-understood': ({ detail }) => `npm does not understand it: ${detail}`,
  'extension-configured': ({ spec }) =>
    `the project's .npmrc sets ${spec}: code that npm runs when it resolves, and cordon does not`,
}

const helps: Record<Unresolvable['code'], (why: Unresolvable) => string> = {
  'package-not-found': ({ name }) => {
    const like = lookalike(name)
    const scope = name.startsWith('@') ? ' Is your .npmrc set for its scope, and are you logged in?' : ''
    return like === ''
      ? `Check how it is written.${scope}`
      : `Did you mean "${like}"? Nobody has this name: somebody may take it.${scope}`
  },
  'no-matching-version': ({ name, versions }) => {
    const like = versions.length === 0 ? lookalike(name) : ''
    if (like !== '') return `Did you mean "${like}"?`
    return versions.length === 0 ? 'All of them were taken down.' : `The newest are ${versions.slice(-5).join(', ')}.`
  },
  'peer-conflict': () => 'Ask for versions that fit together; npm would stop here as well.',
  'source-not-resolved': () =>
    'git repositories and folders are read as data only once a lockfile names their commit: have npm lock it, then scan.',
  'platform-not-supported': () => 'npm would stop here as well.',
  'extension-configured': () =>
    'Have npm write the lockfile ("npm install --package-lock-only --ignore-scripts"), then compare: "cordon scan --base main".',
  'spec-not-understood': () => 'Write name, name@1.2.3, "name@^1.2.0" or name@latest.',
}

function by(requiredBy: string): string {
  return requiredBy === '' ? '' : `, which ${requiredBy.replace(/^.*node_modules\//, '')} asks for`
}

/** The popular name that was meant, '' for none. */
function lookalike(name: string): string {
  const popular = readPopularNames()
  const { of } = createNameIndex({ project: [], tree: [], popular }).resemblanceOf(name)
  return of === '' ? nearest(name, popular.slice(0, nearEnough)) : of
}

/** Of far more names one is always near. */
const nearEnough = 2000
