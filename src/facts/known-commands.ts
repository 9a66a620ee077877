// Commands that scripts expect from the system, from Node or from npm. A package that brings one of these names puts
// itself before the real one for every script of the project, because npm puts `node_modules/.bin` first on the path.
// Sources, 2026-11-22: the `bin` folder of Node 24 and what npm brings; "Utilities" of POSIX.1-2024, those that install and
// build scripts call; and the tools outside of npm that such scripts call most.

export type CommandFamily = 'runtime' | 'system' | 'tool'

const families: Readonly<Record<CommandFamily, string>> = {
  runtime: 'corepack node node-gyp npm npx',
  system: `awk basename bash cat chmod chown cp curl cut date dd df diff dirname dash du echo env expr file find grep gunzip
    gzip head hostname id kill ksh ln login ls mkdir mktemp mv nohup openssl passwd ping pkill printf ps pwd realpath rm rmdir
    rsync scp sed sh sleep sort ssh stat su sudo tail tar tee test touch tr true uname uniq unzip wget wc which whoami xargs
    zip zsh cmd cmd.exe powershell powershell.exe pwsh`,
  tool: `apt apt-get aws az brew bun cargo cc cl clang cmake deno docker dotnet g++ gcc gcloud gh git go gpg java javac kubectl
    make msbuild perl php pip pip3 podman python python3 ruby rustc svn terraform`,
}

const byName: ReadonlyMap<string, CommandFamily> = new Map(
  (['runtime', 'system', 'tool'] as const).flatMap((family) =>
    families[family].split(/\s+/).map((name): [string, CommandFamily] => [name, family]),
  ),
)

/** Compared as file systems without case do: `Git` shadows `git` there. */
export function familyOf(command: string): CommandFamily | 'no' {
  return byName.get(command.toLowerCase()) ?? 'no'
}
