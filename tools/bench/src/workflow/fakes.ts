import { createHash } from 'node:crypto';
import type { Adapters } from '@ekey/standalone';
import { fakeRequestOf } from './fake-request';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** The smallest PNG there is: one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
const SIGNATURE = Buffer.alloc(384, 0x5a);
const PAPER = Buffer.from('%PDF-1.7\n%%EOF\n');

/** Asked at each call: who registers first reads real mails. */
type Asked = () => boolean;

/**
 * Scans, printouts, certificates, seals and mails without the work of pixels, RSA and mail files, so that what is left is the
 * workflow itself. Everything else, the bytes of every document included, goes the way it always goes.
 */
export const fakesFor =
  (areOn: Asked) =>
  (own: Adapters): Adapters => ({
    ...own,
    paperTools: fakePaperTools(own.paperTools, areOn),
    authority: fakeAuthority(own.authority, areOn),
    lineTools: fakeLineTools(own.lineTools, areOn),
    mailing: fakeMailing(own.mailing, areOn),
  });

export const fakePaperTools = (own: Adapters['paperTools'], areOn: Asked): Adapters['paperTools'] => ({
  accept: async (bytes, whose) => (areOn() ? accepted(bytes) : own.accept(bytes, whose)),
  readCode: async (...scan) => (areOn() ? null : own.readCode(...scan)),
  print: async (...paper) => (areOn() ? { pdf: PAPER } : own.print(...paper)),
});

export const fakeAuthority = (own: Adapters['authority'], areOn: Asked): Adapters['authority'] => ({
  certificateChain: () => own.certificateChain(),
  fingerprints: () => own.fingerprints(),
  sealMakerCertificate: () => own.sealMakerCertificate(),
  signTbs: async (tbs) => (areOn() ? SIGNATURE : own.signTbs(tbs)),
  signCrl: async (tbs) => (areOn() ? SIGNATURE : own.signCrl(tbs)),
  signSeal: async (info) => (areOn() ? SIGNATURE : own.signSeal(info)),
  delegateResponder: (from, to) => own.delegateResponder(from, to),
});

export const fakeLineTools = (own: Adapters['lineTools'], areOn: Asked): Adapters['lineTools'] => ({
  readRequest: (text) => (areOn() ? fakeRequestOf(String(text)) : own.readRequest(text)),
  pictureOf: async (wanted) =>
    areOn()
      ? { origin: 'drawn', picture: { png: PIXEL, widthPx: 1, heightPx: 1, widthMm: 40, heightMm: 40 } }
      : own.pictureOf(wanted),
  faultsOfReadBack: (...readBack) => (areOn() ? [] : own.faultsOfReadBack(...readBack)),
});

const fakeMailing = (own: Adapters['mailing'], areOn: Asked): Adapters['mailing'] => ({
  ...own,
  mailer: {
    send: async (mail) =>
      areOn() ? { messageId: `<${mail.noticeId}.${mail.sending}@bench.invalid>` } : own.mailer.send(mail),
    forget: (owner) => own.mailer.forget(owner),
  },
});

const accepted = (bytes: Buffer) => ({
  kept: bytes,
  keptType: 'image/jpeg' as const,
  keptSha256: sha256(bytes),
  receivedSha256: sha256(bytes),
  width: 1_240,
  height: 1_754,
  preview: bytes,
  warnings: [],
});
