// An installed tree held against the judged one, and the install scripts that run in it: plain data, no sentences.

/** `unlisted`: on disk, and in no list. `other-on-disk`: another package than the list says. */
export type TreeDifference = {
  code: 'not-judged' | 'other-release' | 'missing' | 'unlisted' | 'other-on-disk' | 'no-record'
  location: string
  detail: string
}

/** A folder with a package.json in some node_modules; a link has neither name nor version. */
export type FoundFolder = { location: string; link: boolean; name: string; version: string }

/**
 * An install script that stays off. `carried`: npm never runs what a tarball carries. `prepare`: nor is a git checkout
 * prepared.
 */
export type NotRun = {
  name: string
  version: string
  why: 'new' | 'changed' | 'unread' | 'denied' | 'carried' | 'prepare'
}
