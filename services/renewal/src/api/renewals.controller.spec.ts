import type { Documents } from '@ekey/documents';
import type { Fact } from '@ekey/kernel';
import { HttpIntent, type Caller, Problem } from '@ekey/platform';
import { decidingCommands } from '@ekey/platform/testing';
import type { ViewStore } from '@ekey/views';
import { CertificateTermHandler, HandleCertificateTerm } from '../certificate-term/certificate-term.handler';
import { HandleRenewal, RenewalHandler } from '../renewal/renewal.handler';
import { key, now, renewalId, started } from '../testing/renewal.examples';
import { begun, CASE, issued, set, SIGNING, suspended, TERM_STREAM } from '../testing/terms';
import { RenewalAccess } from './renewal-access';
import { RenewalsController } from './renewals.controller';
import type { ShownRenewal } from './shown-renewal';

const holder: Caller = {
  ...{ kind: 'enterprise', id: `key-${SIGNING}`, roles: ['KEY'] },
  key: { serial: SIGNING, uscc: issued.uscc },
};
const intent = (name: string) =>
  new HttpIntent(holder, now, 'correlation', 'POST', '/api/renewal/v1/renewals', name.padEnd(16, '-'), undefined);
const takenUp: Fact = { type: 'RenewalTakenUp', data: { renewalId, takenUpAt: now } };
/** What was said of the enterprise when it got the key. */
const office = { id: 'shanghai', name: '上海市商务委员会', address: '上海市' };
const form = {
  ...{ formNumber: 'EK20260101-7K2M9QDX4T', formVersion: 1, submittedAt: now, kind: 'first', licenceTypes: ['import'] },
  ...{ agency: office, pickupPoint: { ...office, hours: '9:00', phone: '021' }, nameCn: key.nameCn, uscc: issued.uscc },
  ...{ usccAsPrinted: false, legalRep: { name: '张伟' }, registeredAddress: '上海市', loginName: 'yuanfan01', qty: 1 },
  agent: {
    name: '李娜',
    idType: 'residentIdentityCard',
    idNumber: '11010519491231002X',
    mobile: '13800000000',
    email: 'a@b.cn',
  },
  ...{ held: 0, seal: { name: key.nameCn, type: 'official', shape: 'round', widthMm: 40, heightMm: 40 } },
};

const HANDLERS = [
  [HandleCertificateTerm, CertificateTermHandler],
  [HandleRenewal, RenewalHandler],
] as const;

/** Someone who begins the renewal of a key with such a term. */
function holderOf(term: readonly Fact[], of: Readonly<Record<string, readonly Fact[]>> = {}) {
  const commands = decidingCommands(HANDLERS, { [TERM_STREAM]: term, ...of });
  const store = { isThere: true };
  const documents = { get: async () => (store.isThere ? Buffer.from(JSON.stringify(form)) : null) };
  const access = new RenewalAccess(commands, documents as unknown as Documents);
  const keyInHand = { ...key, caseId: CASE, formDocumentId: key.formerForm, contactForm: null };
  const views = { get: async () => keyInHand } as unknown as ViewStore;
  const controller = new RenewalsController(access, commands, {} as unknown as ShownRenewal, views);
  return {
    store,
    /** @returns the renewal that is begun, or why none is */
    starts: (idempotencyKey: string): Promise<string> =>
      controller.start(holder, intent(idempotencyKey)).then(
        ({ body }) => body.renewalId,
        (error: unknown) => {
          if (error instanceof Problem) return error.content.code;
          throw error;
        },
      ),
  };
}

const UUID = /^[0-9a-f-]{36}$/;
const STARTED = { [`renewal.Renewal-${renewalId}`]: [started] };

describe('beginning a renewal', () => {
  it('claims nothing as long as the form of the key cannot be read', async () => {
    const { starts, store } = holderOf([set, begun]);
    store.isThere = false;
    expect(await starts('first')).toBe('PersonalDataErased');
    store.isThere = true;
    expect(await starts('second')).toMatch(UUID);
  });
  it('goes on under the id that a beginning was broken off under, whoever asks', async () => {
    const { starts } = holderOf([set, begun, takenUp]);
    expect(await starts('another')).toBe(renewalId);
    expect(await starts('another')).toBe(renewalId);
    expect(await starts('a third')).toBe('AnotherRenewalUnderWay');
  });
  it('is refused while one is under way that was begun', async () =>
    expect(await holderOf([set, begun, takenUp], STARTED).starts('another')).toBe('AnotherRenewalUnderWay'));
  it('is refused on hold, whatever was broken off before', async () =>
    expect(await holderOf([set, begun, takenUp, suspended]).starts('another')).toBe('CertificateNotLive'));
});
