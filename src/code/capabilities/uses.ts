// What it means that a name is used: each kind of meaning goes to who reads its arguments.
import type { Meaning } from '../map/meaning.ts'
import { rootsOfAll } from '../map/reads.ts'
import { meaningsOf } from '../map/table.ts'
import type { EffectiveCall, Name } from '../value.ts'
import { useClient } from './clients.ts'
import { useVariable } from './environment.ts'
import { useFile } from './files.ts'
import { useLoad } from './loads.ts'
import { alternatives, type Look, namesOf, textOf } from './look.ts'
import { useProcess } from './processes.ts'
import { useMail } from './recipients.ts'
import { useDefine } from './writes.ts'

/** Longer than this, in milliseconds, nobody waits who wants to see what happens. */
const fuse = 3_600_000

export function useName(look: Look, name: Name, call: EffectiveCall, offset: number): void {
  for (const meaning of meaningsOf(name)) use(look, meaning, call, offset)
}

function use(look: Look, meaning: Meaning, call: EffectiveCall, offset: number): void {
  switch (meaning.as) {
    case 'plain':
      look.findings.deeds(meaning.deeds, offset)
      return
    case 'client':
      useClient(look, meaning, call, offset)
      return
    case 'file':
      useFile(look, meaning, call, offset)
      return
    case 'process':
      useProcess(look, meaning, call, offset)
      return
    case 'load':
      useLoad(look, meaning, call, offset)
      return
    case 'timer':
      useTimer(look, call, offset)
      return
    case 'mail':
      useMail(look, call, offset)
      return
    case 'define':
      useDefine(look, call, offset)
      return
    case 'proxy':
      useProxy(look, call, offset)
      return
    case 'environment':
      useEnvironment(look, call, offset)
      return
    case 'element':
      if (textOf(look, call.given[0])?.toLowerCase() === 'script') look.findings.capability('page-script', '', offset)
      return
    case 'listener':
      useListener(look, call, offset)
      return
  }
}

function useTimer(look: Look, { given }: EffectiveCall, offset: number): void {
  const [first, delay] = given
  if (first !== undefined) {
    const { kind } = look.resolver.valueOf(first)
    if (kind === 'text' || textOf(look, first) !== undefined) look.findings.capability('eval', '', offset)
  }
  if (delay === undefined) return
  const isFuse = alternatives(look.resolver.valueOf(delay)).some(
    (value) => value.kind === 'constant' && typeof value.value === 'number' && value.value >= fuse,
  )
  if (isFuse) look.findings.capability('timer-fuse', '', offset)
}

/** What is read through it cannot be told any more, on the objects that lead everywhere. */
function useProxy(look: Look, { given }: EffectiveCall, offset: number): void {
  const [first] = given
  for (const name of first === undefined ? [] : namesOf(look, first)) {
    const subject = rootsOfAll.get(name)
    if (subject !== undefined) look.findings.capability('unresolved', subject, offset)
  }
}

/** `Deno.env.get('X')`; without an argument, `Deno.env.toObject()`. */
function useEnvironment(look: Look, { given }: EffectiveCall, offset: number): void {
  useVariable(look.findings, textOf(look, given[0]) ?? '?', offset)
}

const keys = new Set(['keydown', 'keyup', 'keypress'])
const pastes = new Set(['paste', 'copy', 'cut'])

function useListener(look: Look, { given }: EffectiveCall, offset: number): void {
  const event = textOf(look, given[0])
  if (event === undefined) return
  if (keys.has(event)) look.findings.capability('keyboard', '', offset)
  if (pastes.has(event)) look.findings.capability('clipboard', '', offset)
}
