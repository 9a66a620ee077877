// The job that built a release, as a certificate names it. Loads nothing: scenarios are read with it.

/** The job, as its certificate says. */
export type Build = {
  issuer: string
  repository: string
  repositoryId: string
  ownerId: string
  commit: string
  ref: string
  trigger: string
  /** Path inside the repository. */
  workflow: string
  /** URL of the workflow that signs, without its ref; the caller itself unless it is a reusable one. */
  signer: string
  runner: string
}

export const aBuild: Build = {
  issuer: 'https://token.actions.githubusercontent.com',
  repository: 'https://github.com/ada/tiny',
  repositoryId: '1101',
  ownerId: '11',
  commit: '1f'.repeat(20),
  ref: 'refs/heads/main',
  trigger: 'push',
  workflow: '.github/workflows/release.yml',
  signer: '',
  runner: 'github-hosted',
}
