// The ways in which the fixture registry fails when a scenario asks for it. It knows sockets and bytes, not packages.
import type { ServerResponse } from 'node:http'
import { findRelease } from '../../src/replay/published.ts'
import type { ScenarioPlan } from './scenario.ts'
import type { Fault } from './scenario-file.ts'

/** A fault that is due now, with the bytes it needs. */
export type DueFault = { fault: Fault; other: Buffer }

/** Gives the fault that the next request for a path meets, counting down those that happen only so many times. */
export function faultsOf(plan: ScenarioPlan): (path: string) => DueFault | undefined {
  const left = plan.faults.map((fault) => ({
    fault,
    times: fault.times ?? Number.POSITIVE_INFINITY,
    other: fault.bytesOf === undefined ? Buffer.alloc(0) : findRelease(plan.packages, fault.bytesOf).tarball.bytes,
  }))
  return (path) => {
    const due = left.find((one) => one.fault.path === path && one.times > 0)
    if (due === undefined) return undefined
    due.times--
    return due
  }
}

/** Answers with the fault; gives the status that was sent, 0 where none is. */
export function serveFault(response: ServerResponse, honest: Buffer, { fault, other }: DueFault): number {
  if (fault.hang === true) return 0
  if (fault.status !== undefined) return complete(response, fault.status, Buffer.from('{"error":"fixture fault"}'))
  if (fault.body !== undefined) return complete(response, 200, Buffer.from(fault.body))
  if (fault.bytesOf !== undefined) return complete(response, 200, other)
  if (fault.truncate !== undefined) return truncated(response, honest, fault.truncate)
  return endless(response)
}

function complete(response: ServerResponse, status: number, body: Buffer): number {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
  return status
}

function truncated(response: ServerResponse, honest: Buffer, bytes: number): number {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': honest.length })
  response.write(honest.subarray(0, bytes), () => response.destroy())
  return 200
}

/** Writes as long as the client reads, one chunk at a time, so that the server itself stays small. */
function endless(response: ServerResponse): number {
  const chunk = Buffer.alloc(64 * 1024, ' ')
  const more = () => {
    if (!response.destroyed) response.write(chunk, more)
  }
  response.writeHead(200, { 'content-type': 'application/json' })
  more()
  return 200
}
