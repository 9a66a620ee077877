// Which lockfiles are judged, told from the files of two commits.
import { describe, expect, test } from 'vitest'
import { findProjects, type ProjectsInput } from '../../../src/action/projects.ts'
import type { TreeEntry } from '../../../src/sources/git-tree.ts'

function tree(files: Record<string, string>): TreeEntry[] {
  return Object.entries(files).map(([path, digest]) => ({ path, kind: 'file', digest }))
}

function find(base: Record<string, string> | 'none', head: Record<string, string>, over: Partial<ProjectsInput> = {}) {
  const input = {
    head: tree(head),
    base: base === 'none' ? base : tree(base),
    below: '',
    only: [],
    isOnDisk: () => true,
    leadsTo: () => [],
  }
  const { judged, removed } = findProjects({ ...input, ...over })
  return {
    judged: judged.map(({ folder, state, before }) => `${folder}:${state}${before === folder ? '' : `<${before}`}`),
    removed: removed.map(({ folder, isLeft }) => `${folder}:${isLeft ? 'left' : 'gone'}`),
  }
}

const lock = 'package-lock.json'
const none: string[] = []

describe('judged is', () => {
  test('what differs, and nothing else', () => {
    const base = { [lock]: '1', [`a/${lock}`]: '1', [`b/${lock}`]: '1' }
    expect(find(base, { ...base, [`b/${lock}`]: '2' })).toEqual({ judged: ['b:changed'], removed: none })
    expect(find(base, base)).toEqual({ judged: none, removed: none })
  })
  test.for(['package.json', 'cordon.lock', '.npmrc', 'npm-shrinkwrap.json'])('a project whose %s differs', (name) => {
    const base = { [lock]: '1' }
    expect(find(base, { ...base, [name]: '1' }).judged).toEqual([':changed'])
    expect(find({ ...base, [name]: '1' }, { ...base, [name]: '2' }).judged).toEqual([':changed'])
    expect(find({ ...base, [name]: '1' }, base).judged).toEqual([':changed'])
  })
  test('a project with a workspace, or a patch, that differs', () => {
    const base = { [lock]: '1', 'packages/a/package.json': '1', [`b/${lock}`]: '1' }
    expect(find(base, { ...base, 'packages/a/package.json': '2' }).judged).toEqual([':changed'])
    expect(find(base, { ...base, 'packages/c/package.json': '1' }).judged).toEqual([':changed'])
    expect(find(base, { ...base, 'patches/x.patch': '1' }).judged).toEqual([':changed'])
    expect(find(base, { ...base, 'node_modules/x/package.json': '1', 'packages/a/index.js': '2' }).judged).toEqual(none)
  })
  test('what differs on disk alone', () => {
    expect(find({ [lock]: '1' }, { [lock]: '1' }, { isOnDisk: () => false }).judged).toEqual([':changed'])
  })
  test('a lockfile that became a link', () => {
    const head: TreeEntry[] = [{ path: lock, kind: 'link', digest: '1' }]
    expect(find({ [lock]: '1' }, {}, { head }).judged).toEqual([':changed'])
    const linked = { head, base: head, below: '', only: [], isOnDisk: () => true, leadsTo: () => [] }
    expect(findProjects(linked)).toMatchObject({ judged: [{ state: 'changed' }], links: [lock] })
  })
  test('everything where there is nothing to compare with', () => {
    expect(find('none', { [lock]: '1', [`a/${lock}`]: '1' }).judged).toEqual([':new', 'a:new'])
  })
  test('nothing that is installed', () => {
    expect(find({}, { [`node_modules/x/${lock}`]: '1', [`a/node_modules/y/${lock}`]: '1' }).judged).toEqual(none)
  })
  test('only what is asked for, changed or not', () => {
    const base = { [lock]: '1', [`a/${lock}`]: '1', [`ab/${lock}`]: '1' }
    expect(find(base, base, { only: [`a/${lock}`] }).judged).toEqual(['a:unchanged'])
    expect(find('none', base, { below: 'a' }).judged).toEqual(['a:new'])
  })
})

describe('a lockfile that', () => {
  test('moved is compared with where it was', () => {
    expect(find({ [`a/${lock}`]: '1' }, { [`b/${lock}`]: '1' })).toEqual({ judged: ['b:moved<a'], removed: none })
    expect(find({ [`a/${lock}`]: '1' }, { [`b/${lock}`]: '2' })).toEqual({ judged: ['b:moved<a'], removed: none })
    expect(find({ [`a/${lock}`]: '1' }, { [lock]: '2' })).toEqual({ judged: [':moved<a'], removed: none })
  })
  test('may have come from several places is new', () => {
    const base = { [`a/${lock}`]: '1', [`b/${lock}`]: '2' }
    expect(find(base, { [`c/${lock}`]: '3' })).toEqual({ judged: ['c:new'], removed: ['a:gone', 'b:gone'] })
    expect(find(base, { [`c/${lock}`]: '2' })).toEqual({ judged: ['c:moved<b'], removed: ['a:gone'] })
    expect(find({ [`a/${lock}`]: '1' }, { [`b/${lock}`]: '2', [`c/${lock}`]: '3' }).judged).toEqual(['b:new', 'c:new'])
  })
  test('is a copy is new', () => {
    expect(find({ [`a/${lock}`]: '1' }, { [`a/${lock}`]: '1', [`b/${lock}`]: '1' }).judged).toEqual(['b:new'])
  })
  test('went away may leave its project', () => {
    const base = { [lock]: '1', 'package.json': '1' }
    expect(find(base, { 'package.json': '1' })).toEqual({ judged: none, removed: [':left'] })
    expect(find(base, {})).toEqual({ judged: none, removed: [':gone'] })
  })
  test('was renamed in place has changed', () => {
    expect(find({ [lock]: '1' }, { 'npm-shrinkwrap.json': '1' })).toEqual({ judged: [':changed'], removed: none })
  })
})
