import { slot } from '@ekey/contracts';
import { words } from '@ekey/platform';
import { z } from 'zod';
import { MOST_PAGES } from './scans/documents';

/** What the routes of scans answer, and how a case tells of its documents. */

export const lackAnswer = z.enum(['missing', 'stale', 'rejected', 'page-missing', 'unchanged']).meta({
  id: 'Lack',
  description:
    'What keeps the document from being submitted: no page; it shows an older version of the form; a reviewer refused it; a page between others is missing; the refused pages came again. `null`: nothing.',
});
const qr = z.enum(['matched', 'unreadable', 'not-applicable']).meta({
  id: 'QrFinding',
  description:
    'Whether the QR code on a page names the present version of the form; where it cannot be read, reviewers look.',
});
const warnings = z
  .array(z.string())
  .describe(
    'What was noticed of the image, as codes; none of it refuses the page. `LongSideUnder1200`: its longer side has fewer pixels.',
  );
const page = z.int().min(1).max(MOST_PAGES).describe('The number of the page within its document.');

export const uploadedPageAnswer = z
  .object({
    slot,
    page,
    version: z.int().describe('Grows with every change of the pages of this document.'),
    width: z.int().describe('In pixels.'),
    height: z.int().describe('In pixels.'),
    warnings,
    qr,
    lack: lackAnswer.nullable(),
  })
  .meta({ id: 'UploadedPage' });

export const documentAnswer = z
  .object({
    slot,
    name: words,
    signedBy: words
      .nullable()
      .describe('Who signs it by the procedure, if anybody; the printout may have a place for more.'),
    stamped: z.boolean().describe('It bears the official seal (公章) of the enterprise.'),
    copies: z.int(),
    version: z.int().describe('Grows with every change of its pages; 0 before the first.'),
    lack: lackAnswer.nullable(),
    qr,
    pages: z.array(
      z.object({
        page,
        type: z.string().describe('Media type.'),
        size: z.int().describe('In bytes.'),
        width: z.int(),
        height: z.int(),
        warnings,
      }),
    ),
  })
  .meta({ id: 'ApplicationDocument', description: 'One of the prescribed documents, with the pages uploaded so far.' });
