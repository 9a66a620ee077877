// The checksum of bech32 and bech32m addresses (BIP 173 and 350).

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
const bech32 = 1
const bech32m = 0x2bc830a3

/** `prefix` is the part before the last `1`, such as `bc`. All of one case, as the specification demands. */
export function isBech32(text: string, prefix: string): boolean {
  if (text.length > 90 || (text !== text.toLowerCase() && text !== text.toUpperCase())) return false
  const address = text.toLowerCase()
  if (!address.startsWith(`${prefix}1`)) return false
  const values = [...address.slice(prefix.length + 1)].map((letter) => alphabet.indexOf(letter))
  if (values.length < 8 || values.includes(-1)) return false
  const letters = [...prefix].map((letter) => letter.charCodeAt(0))
  const sum = checksum([...letters.map((code) => code >> 5), 0, ...letters.map((code) => code & 31), ...values])
  return sum === bech32 || sum === bech32m
}

function checksum(values: readonly number[]): number {
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    for (const [bit, generator] of generators.entries()) if (((top >>> bit) & 1) === 1) sum ^= generator
  }
  return sum >>> 0
}
