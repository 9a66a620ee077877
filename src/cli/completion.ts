// `cordon completion <shell>`: a script that completes commands and flags, made from the tables that the command line itself
// is read by. It is static: no program runs while somebody types.

import { nearest } from '../domain/nearest.ts'
import { Problem } from '../domain/problem.ts'
import type { Arguments } from './arguments.ts'
import { commandNames, commandOf } from './commands.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
type Shell = (typeof shells)[number]

export async function runCompletion({ operands }: Arguments, io: Io): Promise<number> {
  const [asked = ''] = operands
  const shell = shells.find((one) => one === asked)
  if (shell === undefined) {
    const near = nearest(asked, shells)
    const help = `Name one of: ${shells.join(', ')}.${near === '' ? '' : ` Did you mean "${near}"?`}`
    const message = asked === '' ? 'no shell was named' : `there is no completion for "${asked}"`
    throw new Problem([usageMistake('unknown-shell', message, help)], 'nothing was printed')
  }
  await io.stdout.write(scriptFor(shell))
  return 0
}

function scriptFor(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bash()
    case 'zsh':
      return `autoload -Uz bashcompinit && bashcompinit\n${bash()}`
    case 'fish':
      return fish()
    case 'powershell':
      return powershell()
  }
}

/** What may stand first, and what second behind each of those that have a second word. */
function words(): { first: string[]; second: Map<string, string[]> } {
  const split = commandNames.map((name) => name.split(' '))
  const second = new Map<string, string[]>()
  for (const [group = '', word] of split)
    if (word !== undefined) second.set(group, [...(second.get(group) ?? []), word])
  return { first: [...new Set(split.map(([word = '']) => word))], second }
}

function flagsOf(name: (typeof commandNames)[number]): string {
  return [...commandOf(name).flags.map((flag) => `--${flag}`), '--help'].join(' ')
}

function bash(): string {
  const { first, second } = words()
  const groups = [...second].map(([group, list]) => `      ${group}) words="${list.join(' ')}" ;;`)
  const flags = commandNames.map((name) => `    "${name}") flags="${flagsOf(name)}" ;;`)
  return `_cordon() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words="" flags=""
  local one="\${COMP_WORDS[1]}" two="\${COMP_WORDS[1]} \${COMP_WORDS[2]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${first.join(' ')} --help --version"
  elif [ "$COMP_CWORD" -eq 2 ] && [ "\${current#-}" = "$current" ]; then
    case "$one" in
${groups.join('\n')}
    esac
  fi
  case "$two" in
${flags.filter((line) => line.split('"')[1]?.includes(' ')).join('\n')}
  esac
  [ -n "$flags" ] || case "$one" in
${flags.filter((line) => !line.split('"')[1]?.includes(' ')).join('\n')}
  esac
  case "$current" in
    -*) words="$flags" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _cordon cordon
`
}

function fish(): string {
  const { first, second } = words()
  const none = '__fish_use_subcommand'
  const behind = (word: string) => `__fish_seen_subcommand_from ${word}`
  return `${[
    `complete -c cordon -n ${none} -f -a '${first.join(' ')}'`,
    ...[...second].map(([group, list]) => `complete -c cordon -n '${behind(group)}' -a '${list.join(' ')}'`),
    ...commandNames.flatMap((name) => {
      const [one = '', two] = name.split(' ')
      const where = two === undefined ? behind(one) : `${behind(one)}; and ${behind(two)}`
      return commandOf(name).flags.map((flag) => `complete -c cordon -n '${where}' -l ${flag}`)
    }),
  ].join('\n')}\n`
}

function powershell(): string {
  const { first, second } = words()
  const table = [
    `  '' = '${first.join(' ')}'`,
    ...[...second].map(([group, list]) => `  '${group}' = '${list.join(' ')}'`),
    ...commandNames.map((name) => `  '${name} -' = '${flagsOf(name)}'`),
  ]
  return `$cordonWords = @{
${table.join('\n')}
}
Register-ArgumentCompleter -Native -CommandName cordon -ScriptBlock {
  param($word, $line, $position)
  $given = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" } | Where-Object { $_ -ne $word })
  $two = ($given | Select-Object -First 2) -join ' '
  $one = "$($given | Select-Object -First 1)"
  $key = if ($word -like '-*') { if ($cordonWords["$two -"]) { "$two -" } else { "$one -" } } else { $two }
  "$($cordonWords[$key])".Split(' ') | Where-Object { $_ -like "$word*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`
}
