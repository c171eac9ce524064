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

/**
 * Scans, printouts, certificates, seals and mails without the work of pixels, RSA and mail files, so that what is left is the
 * workflow itself. Everything else, the bytes of every document included, goes the way it always goes.
 * @param areOn asked at each call: who registers first reads real mails.
 */
export const fakesFor =
  (areOn: () => boolean) =>
  (own: Adapters): Adapters => {
    const { paperTools, authority, lineTools, mailing } = own;
    return {
      ...own,
      paperTools: {
        accept: async (bytes) => (areOn() ? accepted(bytes) : paperTools.accept(bytes)),
        readCode: async (kept) => (areOn() ? null : paperTools.readCode(kept)),
        print: async (...paper) => (areOn() ? { pdf: PAPER } : paperTools.print(...paper)),
      },
      authority: {
        certificateChain: () => authority.certificateChain(),
        fingerprints: () => authority.fingerprints(),
        sealMakerCertificate: () => authority.sealMakerCertificate(),
        signTbs: async (tbs) => (areOn() ? SIGNATURE : authority.signTbs(tbs)),
        signCrl: async (tbs) => (areOn() ? SIGNATURE : authority.signCrl(tbs)),
        signSeal: async (info) => (areOn() ? SIGNATURE : authority.signSeal(info)),
        delegateResponder: (from, to) => authority.delegateResponder(from, to),
      },
      lineTools: {
        readRequest: (text) => (areOn() ? fakeRequestOf(String(text)) : lineTools.readRequest(text)),
        pictureOf: async (wanted) =>
          areOn()
            ? { origin: 'drawn', picture: { png: PIXEL, widthPx: 1, heightPx: 1, widthMm: 40, heightMm: 40 } }
            : lineTools.pictureOf(wanted),
        faultsOfReadBack: (...readBack) => (areOn() ? [] : lineTools.faultsOfReadBack(...readBack)),
      },
      mailing: {
        ...mailing,
        mailer: {
          send: async (mail) =>
            areOn() ? { messageId: `<${mail.noticeId}.${mail.sending}@bench.invalid>` } : mailing.mailer.send(mail),
          forget: (owner) => mailing.mailer.forget(owner),
        },
      },
    };
  };

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
