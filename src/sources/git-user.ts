// Who sits here, as they are known: by the e-mail address that their git puts into commits, else by the name of their
// account. It is a note for colleagues and proves nothing.
import { userInfo } from 'node:os'
import { Problem } from '../domain/problem.ts'
import { runGit } from './git.ts'
import type { Environment } from './user-path.ts'

const maxLength = 200

export async function currentUser(dir: string, env: Environment, platform: NodeJS.Platform): Promise<string> {
  const email = await gitEmail(dir, env, platform)
  return (email === '' ? accountName() : email).slice(0, maxLength)
}

/** '' without git, or where it does not know. */
async function gitEmail(dir: string, env: Environment, platform: NodeJS.Platform): Promise<string> {
  try {
    const said = await runGit({ dir, ref: 'HEAD', path: 'user.email', env, platform }, [
      'config',
      '--get',
      'user.email',
    ])
    return said.code === 0 ? said.stdout.toString().trim() : ''
  } catch (error) {
    if (error instanceof Problem) return ''
    throw error
  }
}

/** In a container the account need not have a name. */
function accountName(): string {
  try {
    return userInfo().username || 'unknown'
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return 'unknown'
    throw error
  }
}
