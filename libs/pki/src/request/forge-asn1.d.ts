/** The one part of node-forge that is used. Whoever asks for the whole package loads its TLS, its ciphers and 9 MB with it. */
declare module 'node-forge/lib/asn1' {
  import { asn1 } from 'node-forge';
  export = asn1;
}
