import {
  accountId,
  applicationIs,
  caseId,
  nameCn,
  now,
  reVerified,
  uscc,
  withdrawn,
} from '../key-application/key-application.examples';
import { ofCase } from '../testing/delivered';
import { whenApprovalComesOrGoesThenBindOrUnbindAccount } from './when-approval-comes-or-goes-then-bind-or-unbind-account.policy';

const asOf = 7;
const meta = { id: 'fact-1', recordedAt: now, revision: asOf };

describe('when approval comes or goes then bind or unbind account', () => {
  it('binds the account of the approved case', () =>
    expect(whenApprovalComesOrGoesThenBindOrUnbindAccount.react(ofCase(reVerified, caseId, meta))).toEqual([
      { id: uscc, command: { type: 'BindAccount', data: { uscc, nameCn, caseId, accountId, asOf, now } } },
    ]));
  it('unbinds it with a withdrawal', () =>
    expect(
      whenApprovalComesOrGoesThenBindOrUnbindAccount.react(ofCase(withdrawn(1, 'slot-released'), caseId, meta)),
    ).toEqual([{ id: uscc, command: { type: 'UnbindAccount', data: { caseId, asOf, now } } }]));
  it('unbinds it with a termination', () =>
    expect(
      whenApprovalComesOrGoesThenBindOrUnbindAccount.react(
        ofCase(
          { type: 'OrderEndedRecorded', data: { ...applicationIs, ground: 'unclaimed', endedAt: now } },
          caseId,
          meta,
        ),
      ),
    ).toEqual([{ id: uscc, command: { type: 'UnbindAccount', data: { caseId, asOf, now } } }]));
});
