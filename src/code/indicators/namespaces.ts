// Addresses that are written down as names and never called: namespaces, schemas, and hosts that the standards reserve
// for examples (RFC 2606). Kept tiny: nobody but their owners could answer there. `.test` is not in it, so that samples
// can stand for the real thing.

const namespaceHosts: ReadonlySet<string> = new Set([
  // XML and HTML namespaces.
  'www.w3.org',
  'w3.org',
  // Identifiers of JSON Schema's own vocabularies.
  'json-schema.org',
  // Microsoft's and OASIS' XML namespaces in office documents and SOAP.
  'schemas.microsoft.com',
  'schemas.openxmlformats.org',
  'schemas.xmlsoap.org',
  'docs.oasis-open.org',
  // XMP in pictures.
  'ns.adobe.com',
])

const exampleDomains: readonly string[] = [
  'example.com',
  'example.org',
  'example.net',
  'invalid',
  'localhost',
  'example',
]

export function isNamespace(host: string): boolean {
  if (namespaceHosts.has(host)) return true
  return exampleDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}
