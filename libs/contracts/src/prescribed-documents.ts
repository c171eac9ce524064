import { z } from 'zod';
import type { Slot } from './vocabulary';

/** A document as the procedure prescribes it. */
export interface PrescribedDocument {
  readonly zh: string;
  readonly en: string;
  /** Who signs it by the procedure, if anybody; a printout of ours may have a place for more. */
  readonly signedBy: { readonly zh: string; readonly en: string } | null;
  /** Whether it bears the official seal (公章) of the enterprise. */
  readonly stamped: boolean;
  readonly copies: number;
  /** Whether a renewal needs it too. */
  readonly forRenewal: boolean;
}

const legalRepresentative = { zh: '法定代表人', en: 'legal representative' };
const authorisedUser = { zh: '授权用户', en: 'authorised user' };
const once = { stamped: true, copies: 1 };

export const prescribedDocuments: Readonly<Record<Slot, PrescribedDocument>> = {
  'application-form': {
    zh: '进出口企业电子钥匙与电子认证证书办理申请表',
    en: 'application form',
    signedBy: legalRepresentative,
    ...once,
    forRenewal: true,
  },
  'seal-confirmation': {
    zh: '电子签章申请确认函',
    en: 'confirmation of the electronic seal',
    signedBy: authorisedUser,
    ...once,
    forRenewal: true,
  },
  'business-licence': {
    zh: '营业执照副本复印件',
    en: 'copy of the business licence (duplicate)',
    signedBy: null,
    ...once,
    forRenewal: true,
  },
  'authorised-user-id': {
    zh: '授权用户身份证复印件',
    en: 'copy of the identity document of the authorised user, both sides',
    signedBy: null,
    ...once,
    forRenewal: false,
  },
  'power-of-attorney': { zh: '授权委托书', en: 'power of attorney', signedBy: null, ...once, forRenewal: false },
  'loss-statement': {
    zh: '遗失说明',
    en: 'statement of the loss',
    signedBy: legalRepresentative,
    ...once,
    forRenewal: false,
  },
  'user-agreement': { zh: '用户协议书', en: 'user agreement', signedBy: null, ...once, forRenewal: true },
};

/** The same as the services tell it. */
export const prescription = {
  zh: z.string(),
  en: z.string(),
  signedBy: z
    .object({ zh: z.string(), en: z.string() })
    .nullable()
    .describe('Who signs it by the procedure, if anybody; the printout may have a place for more.'),
  stamped: z.boolean().describe('It bears the official seal (公章) of the enterprise.'),
  copies: z.int(),
  forRenewal: z.boolean().describe('A renewal needs it too.'),
};
