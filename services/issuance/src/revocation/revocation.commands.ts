import type { Command } from '@ekey/kernel';
import type { RevocationGround } from './revocation.events';

export type OrderRevocation = Command<
  'OrderRevocation',
  {
    readonly caseId: string;
    readonly attempt: number;
    readonly serials: readonly string[];
    readonly sealId: string | null;
    readonly ground: RevocationGround;
    readonly now: string;
  }
>;
export type RecordRevokedCertificate = Command<
  'RecordRevokedCertificate',
  { readonly serial: string; readonly now: string }
>;

export type RevocationCommand = OrderRevocation | RecordRevokedCertificate;
