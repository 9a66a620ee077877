// Programs and cmdlets that matter only to scripts: those that pass on, decode or run what they are given. What starting a
// program means otherwise stands in map/programs.ts, for code and scripts alike.

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** They run a file or their input as a program. */
export const shells = words('sh bash zsh dash ksh ash fish busybox source . cmd powershell pwsh')
export const otherInterpreters = words(
  'node nodejs bun deno python python2 python3 pythonw py perl ruby php lua osascript cscript wscript mshta java rundll32 regsvr32 msiexec',
)
/** They run the text of their words. */
export const evaluators = words('eval iex invoke-expression invoke-command')
/** They start the program they are given. */
export const starters = words('start-process saps start open xdg-open ii invoke-item')

export const readers = words('cat type head tail less more strings get-content gc grep jq tac')
export const copiers = words('cp copy mv move copy-item move-item install ln rsync')
export const removers = words('rm del rd rmdir unlink shred remove-item ri rimraf erase')
/** What they are given is text for people. */
export const talkers = words('echo printf write-host write-output write-error')
export const writers = words('tee out-file set-content add-content')

/** Words after which a command begins. */
export const keywords = words('if then else elif do while until ! time not and or in try begin process end')

/** Options that name the file to write, in lower case. */
export const outputOptions = words('--output -outfile -out --output-document -destination')

export const systemPrograms = words('hostname whoami id uname ifconfig ipconfig systeminfo get-computerinfo')
export const environmentPrograms = words('env printenv')
export const clipboardPrograms = words('pbpaste get-clipboard wl-paste')
