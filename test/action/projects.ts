// The projects of the scenarios: what is committed before and after a pull request. It knows names and versions, and has
// the stage write the lockfiles.

import type { WrittenLock } from '../../src/replay/written.ts'
import type { Tree } from './repository.ts'
import type { Stage } from './stage.ts'

type Locked = WrittenLock['tree']

export const scenarios = ['axios-2026-03/bad-1.14.1.yml', 'honest/honest-upgrade.yml', 'honest/young-release.yml']

const around: Locked = {
  'node_modules/asynckit': 'asynckit@0.4.0',
  'node_modules/combined-stream': 'combined-stream@1.0.8',
  'node_modules/delayed-stream': 'delayed-stream@1.0.0',
  'node_modules/es-set-tostringtag': 'es-set-tostringtag@2.1.0',
  'node_modules/follow-redirects': 'follow-redirects@1.15.11',
  'node_modules/form-data': 'form-data@4.0.5',
  'node_modules/function-bind': 'function-bind@1.1.2',
  'node_modules/hasown': 'hasown@2.0.2',
  'node_modules/mime-db': 'mime-db@1.52.0',
  'node_modules/mime-types': 'mime-types@2.1.35',
  'node_modules/proxy-from-env': 'proxy-from-env@2.1.0',
}

export const axiosBefore: Locked = { ...around, 'node_modules/axios': 'axios@1.14.0' }
export const axiosAfter: Locked = {
  ...around,
  'node_modules/axios': 'axios@1.14.1',
  'node_modules/plain-crypto-js': 'plain-crypto-js@4.2.1',
}

const shop = { name: 'shop', version: '1.0.0', private: true, dependencies: { axios: '^1.14.0' } }

/** The shop before and after the release of 2026-03-31. */
export function axiosPull({ project }: Stage, folder = ''): { base: Tree; head: Tree } {
  return { base: project(shop, axiosBefore, folder), head: project(shop, axiosAfter, folder) }
}

const tables = { name: 'tables', version: '1.0.0', private: true, dependencies: { 'table-layout': '^3.1.0' } }

/** A patch release of a good package that brings a good dependency. */
export function honestPull({ project }: Stage, folder = ''): { base: Tree; head: Tree } {
  return {
    base: project(tables, { 'node_modules/table-layout': 'table-layout@3.1.0' }, folder),
    head: project(
      tables,
      { 'node_modules/table-layout': 'table-layout@3.1.1', 'node_modules/wide-text': 'wide-text@2.0.1' },
      folder,
    ),
  }
}

const app = { name: 'app', version: '1.0.0', dependencies: { 'tidy-text': '^1.4.0', 'old-friend': '^1.0.0' } }

/** A patch release that is one day old. */
export function youngPull({ project }: Stage, folder = ''): { base: Tree; head: Tree } {
  const friend = { 'node_modules/old-friend': 'old-friend@1.0.0' }
  return {
    base: project(app, { ...friend, 'node_modules/tidy-text': 'tidy-text@1.4.0' }, folder),
    head: project(app, { ...friend, 'node_modules/tidy-text': 'tidy-text@1.4.1' }, folder),
  }
}
