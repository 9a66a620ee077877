// Whose configuration a file of a package is, by its path alone. Only the package's root counts: there a tool finds it
// when somebody opens the installed folder. Deeper ones are mostly templates, which generators honestly carry.
import type { FileRole } from '../domain/change.ts'

type Role = Exclude<FileRole, 'none'>

/** Names of files and folders at the root, in lower case: macOS and Windows do not tell them apart. */
const names: Readonly<Record<Role, string>> = {
  agent:
    '.claude .cursor .cursorrules .windsurf .windsurfrules .codex .gemini .kiro .roo .continue .junie .clinerules .agents .mcp.json mcp.json claude.md agents.md gemini.md claude.local.md .aider.conf.yml',
  editor: '.vscode .idea .devcontainer .devcontainer.json .vs .zed .fleet',
  ci: '.github .gitlab-ci.yml .gitlab .circleci .travis.yml .buildkite .drone.yml .woodpecker.yml azure-pipelines.yml bitbucket-pipelines.yml appveyor.yml jenkinsfile',
  hooks: '.git .husky .githooks .lefthook lefthook.yml .pre-commit-config.yaml .envrc',
  npm: '.npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs .pnp.cjs pnpm-workspace.yaml bunfig.toml .npm-extension.cjs',
}

/** Instructions for agents lie in a folder that otherwise belongs to pipelines. */
const exactPaths: ReadonlyMap<string, Role> = new Map([['.github/copilot-instructions.md', 'agent']])

const roles: ReadonlyMap<string, Role> = new Map([
  ...rolesOf('agent'),
  ...rolesOf('editor'),
  ...rolesOf('ci'),
  ...rolesOf('hooks'),
  ...rolesOf('npm'),
])

export function fileRole(path: string): FileRole {
  const lower = path.toLowerCase()
  const [first = ''] = lower.split('/', 1)
  const role = exactPaths.get(lower) ?? roles.get(first)
  if (role !== undefined) return role
  return first === lower && lower.endsWith('.code-workspace') ? 'editor' : 'none'
}

function rolesOf(role: Role): [string, Role][] {
  return names[role].split(' ').map((name) => [name, role])
}
