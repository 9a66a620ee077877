// What decoded bytes are, by the first of them, and whether they are code in some language.

type Magic = readonly [detail: string, start: string]

/** First bytes of formats, as Latin-1. */
const magics: readonly Magic[] = [
  ['honest', '\0asm'],
  ['honest', '\x89PNG'],
  ['honest', '\xff\xd8\xff'],
  ['honest', 'GIF8'],
  ['honest', 'RIFF'],
  ['honest', 'wOFF'],
  ['honest', 'wOF2'],
  ['honest', 'OTTO'],
  ['honest', 'true\0'],
  ['honest', '\0\x01\0\0'],
  ['honest', '\0\0\x01\0'],
  ['honest', 'OggS'],
  ['honest', 'ID3'],
  ['honest', '\xff\xfb'],
  ['honest', '%PDF'],
  ['honest', 'glTF'],
  ['honest', '<svg'],
  ['honest', '<?xml'],
  // DER: certificates and keys.
  ['honest', '0\x82'],
  ['honest', '0\x81'],
  ['program', '\x7fELF'],
  ['program', 'MZ'],
  ['program', '\xcf\xfa\xed\xfe'],
  ['program', '\xca\xfe\xba\xbe'],
  ['archive', 'PK\x03\x04'],
  ['compressed', '\x1f\x8b'],
  ['compressed', '\x78\x9c'],
  ['compressed', '\x78\xda'],
  ['compressed', '\x28\xb5\x2f\xfd'],
  ['compressed', '\xfd7zXZ'],
]

/** `honest`, what sort of code or container it is, or `binary` for what nobody recognises. */
export function formatOf(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 16)
  for (const [detail, first] of magics) if (start.startsWith(first)) return detail
  if (start.slice(4, 8) === 'ftyp') return 'honest'
  const text = bytes.toString('latin1')
  if (!isText(text)) return 'binary'
  if (text.trimStart().startsWith('{') || text.trimStart().startsWith('['))
    return looksLikeCode(text) ? 'code' : 'honest'
  return looksLikeCode(text) ? 'code' : 'text'
}

/** Nearly all printable: a further encoding inside counts as text, too. */
function isText(text: string): boolean {
  let odd = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit > 126 || (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13)) odd++
  }
  return odd * 50 < text.length
}

const codeWords: readonly string[] = [
  'function',
  'require',
  'const ',
  'var ',
  'return ',
  '=>',
  'eval(',
  'exports.',
  'process.',
  'powershell',
  '#!/',
  'subprocess',
  'echo ',
]

export function looksLikeCode(text: string): boolean {
  let words = 0
  for (const word of codeWords) if (text.includes(word)) words++
  return words >= 2 || text.startsWith('#!/')
}
