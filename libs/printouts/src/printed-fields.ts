import type { PrintoutKind } from './printout-data';

const enterprise = ['nameCn', 'uscc'] as const;
const agentIdentity = ['agent.name', 'agent.idType', 'agent.idNumber', 'agent.mobile'] as const;
const seal = ['seal.name', 'seal.type', 'seal.shape', 'seal.widthMm', 'seal.heightMm'] as const;

const printed: Readonly<Record<PrintoutKind, readonly string[]>> = {
  'application-form': [
    ...['kind', 'licenceTypes', 'agency.name', 'agency.address'],
    ...['pickupPoint.name', 'pickupPoint.address', 'pickupPoint.phone', 'pickupPoint.hours'],
    ...[...enterprise, 'nameEn', 'ieCode13', 'legalRep.name', 'legalRep.idType', 'legalRep.idNumber'],
    ...['enterpriseType', 'registeredAddress', 'mailingAddress', 'postcode', 'phone', 'fax'],
    ...[...agentIdentity, 'agent.department', 'agent.position', 'agent.phone', 'agent.email', 'loginName'],
    ...['qty', 'held', 'reason', 'replaces.number', 'replaces.ground', ...seal],
  ],
  'seal-confirmation': ['agency.name', ...enterprise, ...agentIdentity, ...seal],
  'power-of-attorney': ['kind', 'agency.name', ...enterprise, 'legalRep.name', ...agentIdentity],
  'user-agreement': [...enterprise, 'legalRep.name', 'agent.name'],
};

/**
 * The fields of the form that a printout shows, as dotted paths into `PrintedForm`. A signed scan of it says nothing
 * about any other field, and so outlives their change.
 */
export const fieldsPrintedOn = (kind: PrintoutKind): readonly string[] => printed[kind];
