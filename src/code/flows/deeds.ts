// The sinks of one file: each call, assignment or pipe that lets data out or lets it act, with the parts it is given.
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { assignedDeeds } from './assigned.ts'
import { isCallback, timers } from './callbacks.ts'
import { type CallSite, type Calls, isFunction, methodOf, namesOf } from './calls.ts'
import type { Part } from './cells.ts'
import { isClient, isQuestion } from './clients.ts'
import { withContents } from './contents.ts'
import { type Deed, deed, openedAt, whole } from './deed.ts'
import { partsOf } from './names.ts'
import { isPublishing } from './publishing.ts'
import { callSinks, channels, type SinkRule, sending, unpackers } from './sinks.ts'
import { writtenPlace } from './written.ts'

export function readDeeds(resolver: Resolver, calls: Calls): readonly Deed[] {
  const deeds: Deed[] = []
  for (const site of calls.sites) readCall(resolver, site, deeds)
  deeds.push(...assignedDeeds(resolver))
  // Where nothing is opened, nothing that is written to is open: `end` and `write` are names like others.
  const opens = calls.sites.some(({ names }) => names.some((name) => channels.has(name)))
  const real = opens ? deeds : deeds.filter(({ receiver }) => receiver === undefined)
  return withContents(resolver, real).flatMap((one) => {
    // Most calls of `require` and the like are given what they are given in plain sight.
    const parts = one.parts.filter(({ node }) => !isPlain(node))
    return parts.length === 0 ? [] : [{ ...one, parts }]
  })
}

/** Says all that it is where it stands. */
function isPlain(node: Node): boolean {
  return (
    node.type === 'Literal' || isFunction(node) || (node.type === 'TemplateLiteral' && node.expressions.length === 0)
  )
}

function readCall(resolver: Resolver, site: CallSite, deeds: Deed[]): void {
  const { call, effect, names, functions } = site
  const { calleeNode, given } = effect
  const method = methodOf(resolver, calleeNode)
  for (const name of names) {
    const rule = callSinks.get(name)
    if (timers.has(name) && given[0] !== undefined && isCallback(resolver, given[0])) continue
    if (rule !== undefined) deeds.push(ruled(resolver, site, name, rule))
    else if (isClientCall(name)) deeds.push(deed('network', call, given.map(whole)))
    else if (sending.has(method) && !isPlainMember(name)) readSending(resolver, site, name, deeds)
    if (rule !== undefined && isPublishing(resolver, rule.sink, given))
      deeds.push(deed('publish', call, given.map(whole)))
  }
  if (method === '_compile' && given[0] !== undefined) deeds.push(deed('evaluate', call, [whole(given[0])]))
  if (names.length === 0 && functions.length === 0 && sending.has(method) && calleeNode.type === 'MemberExpression') {
    deeds.push(deed('network', call, given.map(whole), { receiver: calleeNode.object }))
  }
  if ((method === 'pipe' || method === 'pipeTo') && calleeNode.type === 'MemberExpression') {
    readPouring(resolver, call, calleeNode.object, given[0], deeds)
  }
  if (names.includes('node:stream.pipeline')) {
    given.forEach((node, at) => {
      const from = given[at - 1]
      if (from !== undefined) readPouring(resolver, call, from, node, deeds)
    })
  }
}

function isClientCall(name: string): boolean {
  if (!name.startsWith('package:')) return false
  const { module, members } = partsOf(name)
  return isClient(module) && !isQuestion(members.at(-1) ?? '')
}

/** `node:http.request` itself is no member of something open; `node:http.request().write` is. */
function isPlainMember(name: string): boolean {
  return !name.includes('()')
}

function ruled(resolver: Resolver, { call, effect }: CallSite, name: string, rule: SinkRule): Deed {
  const { given } = effect
  const parts = rule.given.flatMap(({ at, field }): Part[] => {
    if (at === -1) return given.map(whole)
    const node = given[at]
    return node === undefined ? [] : [{ node, field }]
  })
  const path = given[rule.path]
  const subject = path === undefined ? rule.subject : writtenPlace(resolver, path, given[rule.path + 2])
  const runs = rule.runs.flatMap((at) => given[at] ?? [])
  // A worker that is given text runs it.
  const isText = name === 'node:worker_threads.Worker' && isEvaluated(resolver, given[1])
  return deed(isText ? 'evaluate' : rule.sink, call, parts, { subject, path, runs })
}

function isEvaluated(resolver: Resolver, options: Node | undefined): boolean {
  const value = options === undefined ? undefined : resolver.valueOf(options)
  const member = value?.kind === 'record' ? value.members.get('eval') : undefined
  return member?.kind === 'constant' && member.value === true
}

/** `node:https.request().write`: what stands before the first `()` is what was opened. */
function readSending(resolver: Resolver, { call, effect }: CallSite, name: string, deeds: Deed[]): void {
  const sink = channels.get(name.slice(0, name.indexOf('(')))
  const { calleeNode } = effect
  if (sink === undefined || calleeNode.type !== 'MemberExpression') return
  const parts = effect.given.map(whole)
  if (sink !== 'write') deeds.push(deed(sink, call, parts))
  else deeds.push(...intoFile(resolver, call, parts, calleeNode.object))
}

/** The file that a stream was opened for tells what kind of place is written. */
function intoFile(resolver: Resolver, call: Node, parts: readonly Part[], stream: Node): readonly Deed[] {
  const opened = openedAt(resolver, stream)
  const path = opened?.given[0]
  const subject = path === undefined ? '' : writtenPlace(resolver, path, opened?.given[1])
  return [deed('write', call, parts, { subject, path })]
}

function readPouring(resolver: Resolver, call: Node, from: Node, into: Node | undefined, deeds: Deed[]): void {
  if (into === undefined) return
  const parts = [whole(from)]
  const names = namesOf(resolver, into)
  for (const name of names) {
    const opener = name.slice(0, Math.max(name.indexOf('('), 0))
    const sink = channels.get(opener)
    if (sink === 'write') deeds.push(...intoFile(resolver, call, parts, into))
    else if (sink !== undefined) deeds.push(deed(sink, call, parts))
    else if (unpackers.has(opener)) deeds.push(deed('write', call, parts))
  }
  if (names.length === 0) deeds.push(deed('network', call, parts, { receiver: into }))
}
