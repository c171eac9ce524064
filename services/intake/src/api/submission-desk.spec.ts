import type { CommandEnvelope } from '@ekey/event-store';
import { HttpIntent, Problem, type Caller } from '@ekey/platform';
import { decidingCommands } from '@ekey/platform/testing';
import { EnterpriseSlotsHandler, HandleEnterpriseSlots } from '../enterprise-slots/enterprise-slots.handler';
import type { EnterpriseSlotsState } from '../enterprise-slots/enterprise-slots.state';
import { accountId, caseId, consents, now, ready, uscc } from '../key-application/key-application.examples';
import { HandleKeyApplication, KeyApplicationHandler } from '../key-application/key-application.handler';
import type { KeyApplicationState } from '../key-application/key-application.state';
import { CaseAccess, type OwnCase } from './case-access';
import { SubmissionDesk } from './submission-desk';

const HANDLERS = [
  [HandleEnterpriseSlots, EnterpriseSlotsHandler],
  [HandleKeyApplication, KeyApplicationHandler],
] as const;
const body = { round: 1, consents };
const caller: Caller = { kind: 'enterprise', id: accountId, roles: [] };
const submission = (key: string) =>
  new HttpIntent(caller, now, 'correlation', 'POST', `/applications/${caseId}/submission`, key, undefined);

/** A case that is ready for submit no. 2, and the slots of its enterprise. */
function readyCase() {
  const commands = decidingCommands(HANDLERS, { [`intake.KeyApplication-${caseId}`]: ready });
  const access = new CaseAccess(commands, undefined as never, undefined as never);
  const ofTheClock = (commandId: string) => ({ commandId }) as CommandEnvelope;
  const reservation = async () => {
    const { state } = await commands.ask(HandleEnterpriseSlots, uscc);
    return (state as EnterpriseSlotsState).taken[0]?.reservationId ?? 'none';
  };
  return {
    /** The slot is reserved; what should have followed is cut off. */
    submitsHalf: async (key: string) => {
      const cutOff = Object.assign(Object.create(access) as CaseAccess, { send: async () => undefined });
      await new SubmissionDesk(commands, cutOff).confirmed(
        (await access.load(caseId)) as OwnCase,
        body,
        accountId,
        submission(key),
      );
      return reservation();
    },
    submits: async (key: string) => {
      const found = (await access.load(caseId)) as OwnCase;
      return new SubmissionDesk(commands, access).confirmed(found, body, accountId, submission(key)).then(
        () => 'submitted',
        (error: unknown) => {
          if (error instanceof Problem) return error.content.code;
          throw error;
        },
      );
    },
    givesUp: async (reservationId: string) => {
      const giveUp = { type: 'GiveUpReservation', data: { reservationId, now } } as const;
      await commands.try(HandleKeyApplication, caseId, giveUp, ofTheClock(`clock-${reservationId}`));
    },
    frees: async (reservationId: string) => {
      const giveUp = { type: 'GiveUpReservation', data: { reservationId, caseId, now } } as const;
      await commands.try(HandleEnterpriseSlots, uscc, giveUp, ofTheClock(`policy-${reservationId}`));
    },
    status: async () => ((await commands.ask(HandleKeyApplication, caseId)).state as KeyApplicationState).status,
    reservation,
  };
}

const KEY = 'the-key-of-one-submission';

describe('a submission that was cut off between its slot and itself', () => {
  it('goes on under the reservation it has made', async () => {
    const found = readyCase();
    const reservationId = await found.submitsHalf(KEY);
    expect(await found.submits(KEY)).toBe('submitted');
    expect(await found.reservation()).toBe(reservationId);
  });
  it('succeeds under its own Idempotency-Key after its reservation was given up, however often that happened', async () => {
    const found = readyCase();
    for (let time = 0; time < 2; time += 1) {
      const reservationId = await found.submitsHalf(KEY);
      await found.givesUp(reservationId);
      await found.frees(reservationId);
    }
    expect(await found.submits(KEY)).toBe('submitted');
    expect(await found.status()).toBe('under-review');
  });
  it('is refused, for now, between the giving up in the case and the freeing of the slot', async () => {
    const found = readyCase();
    const reservationId = await found.submitsHalf(KEY);
    await found.givesUp(reservationId);
    expect(await found.submits(KEY)).toBe('ReservationNotHeld');
    await found.frees(reservationId);
    expect(await found.submits(KEY)).toBe('submitted');
  });
});
