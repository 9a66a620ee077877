// Places that other programs read and obey: settings of coding agents and editors, workflows, what runs at the next
// start; and what the system tells about itself as files.
import { kinds, type PathKind } from './path-kind.ts'

const agents: readonly PathKind[] = [
  ...kinds(
    'fs-agent',
    'claude',
    '.claude/*|.claude.json|claude_desktop_config.json|claude/claude_desktop_config.json',
    '.claude|claude.md',
  ),
  ...kinds('fs-agent', 'cursor', '.cursor/*|.cursorrules', '.cursor'),
  ...kinds('fs-agent', 'gemini', '.gemini/*', '.gemini|gemini.md'),
  ...kinds('fs-agent', 'codex', '.codex/*', '.codex|agents.md'),
  ...kinds('fs-agent', 'windsurf', '.windsurf/*|.windsurfrules|.codeium/windsurf', '.windsurf'),
  ...kinds('fs-agent', 'kiro', '.kiro/*', '.kiro'),
  ...kinds(
    'fs-agent',
    'copilot',
    '.github/copilot-instructions.md|.copilot/*|github-copilot/hosts.json|github-copilot/apps.json',
    '.copilot',
  ),
  ...kinds('fs-agent', 'continue', '.continue/config.json', ''),
  ...kinds('fs-agent', 'mcp', 'mcp.json|.mcp.json|mcp_config.json|mcp_settings.json|mcp-config.json', ''),
  ...kinds('fs-agent', 'amazon-q', '.amazonq/*|.aws/amazonq', ''),
]

const development: readonly PathKind[] = [
  ...kinds('fs-ide', 'vscode', '.vscode/*|code/user/settings.json|code/user/globalstorage|.vscode-server', '.vscode'),
  ...kinds('fs-ide', 'jetbrains', '.idea/*', '.idea'),
  ...kinds('fs-ide', 'zed', '.zed/*|zed/settings.json', ''),
  ...kinds('fs-ide', 'vim', '.config/nvim|.vimrc', ''),
  ...kinds('fs-ide', 'git-hooks', '.git/hooks', ''),
  ...kinds('fs-ci', 'github', '.github/workflows|.github/actions', ''),
  ...kinds('fs-ci', 'gitlab', '.gitlab-ci.yml', ''),
  ...kinds('fs-ci', 'circleci', '.circleci/config.yml|.circleci', ''),
  ...kinds('fs-ci', 'jenkins', 'jenkinsfile', ''),
  ...kinds('fs-ci', 'azure', 'azure-pipelines.yml', ''),
  ...kinds('fs-ci', 'travis', '.travis.yml', ''),
  ...kinds('fs-ci', 'bitbucket', 'bitbucket-pipelines.yml', ''),
]

const startup: readonly PathKind[] = [
  ...kinds(
    'fs-startup',
    'cron',
    '/etc/crontab|/etc/cron.d|/etc/cron.daily|/etc/cron.hourly|/var/spool/cron|var/spool/cron',
    '',
  ),
  ...kinds('fs-startup', 'launchd', 'library/launchagents|library/launchdaemons', ''),
  ...kinds('fs-startup', 'systemd', 'systemd/user|etc/systemd/system|lib/systemd/system', ''),
  ...kinds('fs-startup', 'init', '/etc/init.d|/etc/rc.local|etc/rc.local|/etc/ld.so.preload|etc/ld.so.preload', ''),
  ...kinds('fs-startup', 'autostart', '.config/autostart|start menu/programs/startup|programs/startup', ''),
  ...kinds(
    'fs-startup',
    'registry',
    'currentversion/run|currentversion/runonce|currentversion/policies/explorer/run',
    '',
  ),
  ...kinds(
    'fs-startup',
    'shell-profile',
    '.bashrc|.bash_profile|.bash_login|.zshrc|.zshenv|.zprofile|.profile|.config/fish/config.fish|fish/config.fish|/etc/profile|/etc/profile.d|microsoft.powershell_profile.ps1|.xprofile|.xinitrc',
    '',
  ),
]

const machine: readonly PathKind[] = [
  ...kinds('process-memory', '', '/proc/*/mem|/proc/*/maps|/dev/mem', ''),
  ...kinds('env-bulk', '', '/proc/*/environ', ''),
  ...kinds('fingerprint', 'machine-id', '/etc/machine-id|/var/lib/dbus/machine-id|/sys/class/dmi/*', ''),
  ...kinds('fingerprint', 'network', '/sys/class/net/*|/proc/net/*', ''),
]

export const toolPaths: readonly PathKind[] = [...agents, ...development, ...startup, ...machine]
