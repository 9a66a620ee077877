// Addresses that money can be sent to, with their checksums where a chain has one.
import { base58Version, decodeBase58 } from './base58.ts'
import { isBech32 } from './bech32.ts'

/** Version bytes of addresses: Bitcoin's two, Litecoin's two, Dogecoin's and Tron's. */
const versions: ReadonlyMap<number, string> = new Map([
  [0x00, 'btc'],
  [0x05, 'btc'],
  [0x30, 'ltc'],
  [0x32, 'ltc'],
  [0x1e, 'doge'],
  [0x41, 'trx'],
])

const maxWords = 2000

/** `eth:0x…`, `btc:…`; only whole words count: longer ones are keys, hashes or data. */
export function walletsIn(text: string): string[] {
  const found: string[] = []
  let words = 0
  for (let start = 0; start < text.length && words < maxWords; ) {
    if (!isWordUnit(text.charCodeAt(start))) {
      start++
      continue
    }
    let end = start + 1
    while (end < text.length && isWordUnit(text.charCodeAt(end))) end++
    words++
    if (end - start >= 26 && end - start <= 90) {
      const wallet = walletOf(text.slice(start, end), end - start === text.length)
      if (wallet !== '') found.push(wallet)
    }
    start = end
  }
  return found
}

/** `alone`: the word is the whole text, as addresses without a checksum have to be. */
function walletOf(word: string, alone: boolean): string {
  if (word.startsWith('0x') || word.startsWith('0X')) return isEthereum(word) ? `eth:${word.toLowerCase()}` : ''
  if (word.startsWith('bc1') || word.startsWith('BC1')) return isBech32(word, 'bc') ? `btc:${word.toLowerCase()}` : ''
  if (word.startsWith('ltc1')) return isBech32(word, 'ltc') ? `ltc:${word}` : ''
  if (word.length <= 35) {
    const chain = versions.get(base58Version(word))
    if (chain !== undefined) return `${chain}:${word}`
  }
  return alone && isSolana(word) ? `sol:${word}` : ''
}

/** Twenty bytes; a number of few digits, such as the zero address or a mask, is nobody's. */
function isEthereum(word: string): boolean {
  if (word.length !== 42) return false
  const kinds = new Set<string>()
  for (const digit of word.slice(2).toLowerCase()) {
    if (!'0123456789abcdef'.includes(digit)) return false
    kinds.add(digit)
  }
  return kinds.size >= 8
}

/** A public key of 32 bytes. It has no checksum: mixed letters and digits, and no more than that. */
function isSolana(word: string): boolean {
  if (word.length < 43 || word.length > 44 || !/[0-9]/.test(word) || !/[a-z]/.test(word) || !/[A-Z]/.test(word)) {
    return false
  }
  return decodeBase58(word)?.length === 32
}

function isWordUnit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
}
