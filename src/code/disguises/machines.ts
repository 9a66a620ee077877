// Code that looks on what machine it is, and leaves: analysis tools, the names and sizes of sandboxes, CI services. Each is
// narrow: many honest programs ask one such question.
import type { Collected } from '../names/collected.ts'
import type { Resolver } from '../value.ts'
import type { Found } from './found.ts'
import { spelledMember } from './member-text.ts'

/** UTF-16 units after a question in which its answer leads out. */
const window = 240
const maxLooked = 2000

export function sandboxChecks(source: string, collected: Collected, resolver: Resolver): Found[] {
  return [...analysisTools(collected), ...hostGates(source, collected, resolver), ...ciExits(source, collected)]
}

const tools: ReadonlySet<string> = new Set(
  (
    'wireshark fiddler procmon procmon64 procexp procexp64 processhacker x64dbg x32dbg ollydbg ida64 idaq windbg dnspy ' +
    'cuckoo joeboxserver joeboxcontrol sandboxie sbiedll vboxservice vboxtray vmtoolsd vmwaretray vmwareuser vmusrvc ' +
    'vmsrvc prl_cc prl_tools qemu-ga xenservice tcpview autoruns autorunsc regmon filemon httpdebuggerui ' +
    'immunitydebugger pestudio hookexplorer sysinspector lordpe importrec df5serv ksdumper scylla_x64'
  ).split(' '),
)
const fewestTools = 3

/** A list of programs that only who takes malware apart runs. */
function analysisTools({ strings }: Collected): Found[] {
  const named = new Set<string>()
  let first = -1
  for (const string of strings) {
    if (string.value.length > 24) continue
    const name = string.value.toLowerCase()
    const bare = name.endsWith('.exe') || name.endsWith('.dll') ? name.slice(0, -4) : name
    if (!tools.has(bare)) continue
    if (first === -1) first = string.start
    named.add(bare)
  }
  return named.size < fewestTools ? [] : [{ kind: 'sandbox-check', detail: 'analysis-tools', at: first }]
}

const hostQuestions: ReadonlySet<string> = new Set([
  'node:os.hostname',
  'node:os.userInfo',
  'node:os.cpus',
  'node:os.totalmem',
  'node:os.uptime',
])
const hostMethods: ReadonlySet<string> = new Set(['hostname', 'userInfo', 'cpus', 'totalmem', 'uptime'])
const comparisons = ['<', '==', '.includes(', '.test(', '.startsWith(']

/** Leaves when the machine has the wrong name, user or size. */
function hostGates(source: string, { calls }: Collected, resolver: Resolver): Found[] {
  let looked = 0
  for (const call of calls) {
    const { callee } = call
    const spelled =
      callee.type === 'MemberExpression' ? spelledMember(callee) : callee.type === 'Identifier' ? callee.name : ''
    if (!hostMethods.has(spelled) || looked++ > maxLooked) continue
    const value = resolver.valueOf(callee)
    if (value.kind !== 'named' || !hostQuestions.has(value.name)) continue
    const after = source.slice(call.end, call.end + window)
    const leaves = after.indexOf('process.exit(')
    if (leaves === -1) continue
    const before = source.slice(Math.max(0, call.start - 80), call.end) + after.slice(0, leaves)
    if (comparisons.some((one) => before.includes(one)) && before.includes('if')) {
      return [{ kind: 'sandbox-check', detail: 'host-gate', at: call.start }]
    }
  }
  return []
}

const ciVariables: ReadonlySet<string> = new Set(
  (
    'CI GITHUB_ACTIONS GITLAB_CI CIRCLECI TRAVIS JENKINS_URL BUILDKITE DRONE TEAMCITY_VERSION APPVEYOR TF_BUILD ' +
    'CODEBUILD_BUILD_ID BITBUCKET_BUILD_NUMBER BITRISE_IO SEMAPHORE'
  ).split(' '),
)
const fewestVariables = 3

/** Leaves on any CI service: asked by several names, since one question is how installers keep quiet there. */
function ciExits(source: string, { members }: Collected): Found[] {
  const asked = members.filter((member) => ciVariables.has(spelledMember(member))).slice(0, maxLooked)
  for (const [index, last] of asked.entries()) {
    const group = asked.slice(Math.max(0, index - 12), index + 1).filter((one) => last.end - one.start < 600)
    const [first] = group
    if (first === undefined || new Set(group.map(spelledMember)).size < fewestVariables) continue
    const after = source.slice(last.end, last.end + window)
    if (after.includes('process.exit(')) return [{ kind: 'sandbox-check', detail: 'exit-on-ci', at: first.start }]
  }
  return []
}
