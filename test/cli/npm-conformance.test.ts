// The tables of npm's flags held against npm's own, as @npmcli/config has them.
import npm from '@npmcli/config/lib/definitions/index.js'
import { expect, test } from 'vitest'
import { npmOptions, npmShortForms } from '../../src/cli/npm-options.ts'

const definitions: Readonly<Record<string, unknown>> = npm.definitions

/** npm 12 dropped it. */
const older = ['shrinkwrap']

test('every flag is one of npm, and takes a value where npm does', () => {
  const wrong = Object.entries(npmOptions).flatMap(([name, { takes }]) => {
    if (older.includes(name)) return []
    const definition = definitions[name]
    if (typeof definition !== 'object' || definition === null || !('type' in definition)) return [`${name}: no flag`]
    const types = [definition.type].flat(2)
    const isSwitch =
      types.includes(Boolean) && types.every((one) => one === Boolean || one === null || one === 'always')
    return isSwitch === (takes === 'nothing') ? [] : [`${name}: ${takes}`]
  })
  expect(wrong).toEqual([])
})

test('every short form is as npm has it', () => {
  expect(npm.shorthands).toMatchObject(npmShortForms)
})
