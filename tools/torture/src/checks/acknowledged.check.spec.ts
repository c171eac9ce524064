import { HttpIntent } from '@ekey/platform';
import type { AuditedFact } from '../evidence';
import { lostCommands } from './acknowledged.check';

const key = 'a-key-of-the-caller';
const path = '/api/intake/v1/applications/1/form';
const request = { method: 'PUT', path, caller: 'account-1', key, status: 200, revision: 3, sendings: 2 };
const caller = { kind: 'enterprise', id: 'account-1', roles: [] } as const;
const commandId = new HttpIntent(caller, '', '', 'PUT', path, key, undefined).commandId();
const fact: AuditedFact = {
  ...{ service: 'intake', type: 'DraftSaved', stream: 'intake.KeyApplication-1', position: 9, data: {} },
  ...{ revision: 3, commandId },
};

describe('what was acknowledged', () => {
  it('is found by its request and the revision that was told', () => {
    expect(lostCommands([request], [fact])).toEqual([]);
  });
  it('is missed where its fact is gone, or stands at another revision', () => {
    const line = [expect.stringContaining('PUT /api/intake/v1/applications/1/form was answered 200 at revision 3')];
    expect(lostCommands([request], [])).toEqual(line);
    expect(lostCommands([request], [{ ...fact, revision: 4 }])).toEqual(line);
  });
  it('is not taken for what another caller has sent under the same key', () => {
    expect(lostCommands([{ ...request, caller: 'account-2' }], [fact])).toHaveLength(1);
  });
  it('is found in its renewal where it was there before, and nothing was to be stored', () => {
    const step = { ...request, path: '/api/renewal/v1/renewals/r-1/update-sessions/s-1/steps/seal-written' };
    const earlier = { ...fact, service: 'renewal' as const, stream: 'renewal.Renewal-r-1', commandId: 'of-the-first' };
    expect(lostCommands([step], [earlier])).toEqual([]);
    expect(lostCommands([step], [{ ...earlier, revision: 2 }])).toHaveLength(1);
    expect(lostCommands([{ ...request, path: '/api/renewal/v1/renewals/r-1/submission' }], [earlier])).toHaveLength(1);
  });
});
