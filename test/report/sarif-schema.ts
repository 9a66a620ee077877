// The schema of SARIF 2.1.0 as Microsoft publishes it (draft 4, the newest errata but one), for tests.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'

const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
// Of what draft 4 says in other words only the name of the draft is used there.
const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8'))
const matches = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: formats() }).compile(schema)

/** Where and why a log is none; empty when all is well. */
export function sarifProblems(text: string): string[] {
  matches(JSON.parse(text))
  return (matches.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`)
}

function formats() {
  return {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => URL.canParse(text, 'file:///root/') && /^[!-~]*$/.test(text),
    'date-time': (text: string) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(text),
  }
}
