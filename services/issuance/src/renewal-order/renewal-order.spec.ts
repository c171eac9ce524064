import { isRejection } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import fc from 'fast-check';
import { accepted, certificateOf, certified, completed, delivery, made, now, oldSerials, opened, orphaned, refused, renewalId, renewed, request, serials, subject, taken, takenKey, through } from '../testing/example-renewal'; // prettier-ignore
import type { RenewalOrderCommand } from './renewal-order.commands';
import { renewalOrder } from './renewal-order.decider';
import type { RenewalOrderEvent } from './renewal-order.events';

const { given } = scenarios(renewalOrder);

type Use = 'signing' | 'encryption';
const take = (use: Use, attempt = 1): RenewalOrderCommand => ({
  type: 'TakeRequest',
  data: { ...request(use, attempt), now },
});
const purpose = (use: Use, attempt = 1) => ({ caseId: renewalId, attempt, use, now });
const accept = (use: Use): RenewalOrderCommand => ({ type: 'AcceptKey', data: purpose(use) });
const refuse = (use: Use): RenewalOrderCommand => ({ type: 'RefuseKey', data: purpose(use) });
const open = (use: Use): RenewalOrderCommand => ({
  type: 'OpenRenewalIssuance',
  data: { attempt: 1, use, serial: serials[use], subject, now },
});
const record = (use: Use, serial = serials[use]): RenewalOrderCommand => ({
  type: 'RecordRenewalCertificate',
  data: { ...certificateOf(use), serial, now },
});
const recordMade: RenewalOrderCommand = { type: 'RecordRenewalMade', data: { attempt: 1, ...delivery, now } };
const orphan = (attempt = 1): RenewalOrderCommand => ({ type: 'OrphanAttempt', data: { attempt, now } });
const endAll: RenewalOrderCommand = { type: 'OrphanWhatIsLeft', data: { now } };
const complete: RenewalOrderCommand = {
  type: 'CompleteRenewal',
  data: { attempt: 1, certificates: serials, oldCertificates: oldSerials, now },
};

describe('a certificate of a renewal', () => {
  it('is taken up, its key claimed, and its issuance opened before anything is signed', () => {
    given().when(take('signing')).then(taken('signing'));
    given(taken('signing')).when(take('encryption')).then(taken('encryption'));
    given(taken('signing')).when(accept('signing')).then(accepted('signing'));
    given(taken('signing'), accepted('signing')).when(open('signing')).then(opened('signing'));
  });
  it('is asked for once, however often the request is told', () => {
    given(taken('signing')).when(take('signing')).thenNothing();
    given(...through('signing'))
      .when(accept('signing'))
      .thenNothing();
    given(...through('signing'))
      .when(open('signing'))
      .thenNothing();
    given(...through('signing'))
      .when(record('signing'))
      .thenNothing();
  });
  it('is none where the key has another one', () => {
    given(taken('signing')).when(refuse('signing')).then(refused('signing'));
    given(taken('signing'), refused('signing')).when(open('signing')).thenNothing();
    given(taken('signing'), refused('signing')).when(refuse('signing')).thenNothing();
  });
  it('is asked for anew, in the same attempt, with another key in the place of one that was refused', () => {
    const other = { ...request('signing'), spki: 'spki-other', spkiSha256: 'sha-other' };
    const again: RenewalOrderEvent = { type: 'RenewalRequestTaken', data: { ...other, takenAt: now } };
    const before = [...through('encryption'), taken('signing'), refused('signing')];
    given(...before)
      .when(take('signing'))
      .thenNothing();
    given(...before)
      .when({ type: 'TakeRequest', data: { ...other, now } })
      .then(again);
    given(...before, again)
      .when(accept('signing'))
      .then({ type: 'RenewalKeyAccepted', data: { ...other, acceptedAt: now } });
    given(taken('signing'), accepted('signing'))
      .when({ type: 'TakeRequest', data: { ...other, now } })
      .thenNothing();
  });
  it('is recorded where it is the one that was opened', () => {
    given(taken('signing'), accepted('signing'), opened('signing')).when(record('signing')).then(certified('signing'));
    given(taken('signing'), accepted('signing'), opened('signing')).when(record('signing', '66')).thenNothing();
    given().when(record('signing')).thenNothing();
  });
  it('is complete with the other, whichever comes last: then the seal can be remade', () => {
    const encryption = [taken('encryption'), accepted('encryption'), opened('encryption')];
    given(...through('signing'), ...encryption)
      .when(record('encryption'))
      .then(certified('encryption'), completed);
    const signing = [taken('signing'), accepted('signing'), opened('signing')];
    given(...through('encryption'), ...signing)
      .when(record('signing'))
      .then(certified('signing'), completed);
  });
});

describe('what was made for a renewal', () => {
  const whole = [...through('signing'), ...through('encryption'), completed] as const;
  it('is delivered once', () => {
    given(...whole)
      .when(recordMade)
      .then(made);
    given(...whole, made)
      .when(recordMade)
      .thenNothing();
  });
  it('goes live with the proof of the new key, and not before it was whole', () => {
    given(...whole, made)
      .when(complete)
      .then(renewed, takenKey);
    given(...whole)
      .when(complete)
      .thenNothing();
    for (const late of [complete, take('signing', 2)])
      given(...whole, made, renewed)
        .when(late)
        .thenNothing();
  });
  it('is an orphan where the token has lost its keys, with all that exists of it', () => {
    given(...whole, made)
      .when(orphan())
      .then(orphaned([serials.signing, serials.encryption], 'seal-1'));
    given(taken('signing')).when(orphan()).then(orphaned([], null));
    given(...whole, orphaned([], null))
      .when(orphan())
      .thenNothing();
  });
  it('is nothing to a proof or a delivery of the attempt that was given up', () => {
    const lost = orphaned([serials.signing, serials.encryption], 'seal-1');
    given(...whole, lost)
      .when(recordMade)
      .thenNothing();
    given(...whole, made, lost)
      .when(complete)
      .thenNothing();
    given(...whole, made, lost)
      .when(take('signing'))
      .thenNothing();
  });
  it('begins anew with the next attempt, behind which the last one is over', () => {
    const lost = orphaned([serials.signing], null);
    given(...through('signing'), lost)
      .when(take('signing', 2))
      .then(taken('signing', 2));
    given(...through('signing'), lost, taken('signing', 2))
      .when(take('encryption'))
      .thenNothing();
    given(...through('signing'), lost, taken('signing', 2))
      .when(orphan(1))
      .thenNothing();
  });
  it('is an orphan with the request that begins the next attempt, also where nobody has told its end yet', () => {
    const lost = orphaned([serials.signing], null);
    given(...through('signing'))
      .when(take('signing', 2))
      .then(lost, taken('signing', 2));
    given(...through('signing'), lost, taken('signing', 2))
      .when(orphan(1))
      .thenNothing();
    given(...through('signing'), taken('encryption'))
      .when(take('encryption'))
      .thenNothing();
  });
  it('is an orphan as soon as its end is told where a stored stream went past it', () => {
    const past = [...through('signing'), taken('signing', 2)] as const;
    const lost = orphaned([serials.signing], null);
    given(...past)
      .when(orphan(1))
      .then(lost);
    given(...past, lost)
      .when(orphan(1))
      .thenNothing();
    given(...past)
      .when(endAll)
      .then(lost, orphaned([], null, 2));
    const proved = { ...renewed, data: { ...renewed.data, attempt: 2 } };
    given(...past, proved)
      .when(orphan(1))
      .then(lost);
    given(...past, proved, lost)
      .when(orphan(1))
      .thenNothing();
  });
  it('ends with a renewal that ends otherwise', () => {
    given(...through('signing'))
      .when(endAll)
      .then(orphaned([serials.signing], null));
    given().when(endAll).thenNothing();
    given(...whole, made, renewed)
      .when(endAll)
      .thenNothing();
  });
});

describe('whatever is made for attempts that did not succeed', () => {
  const uses = ['signing', 'encryption'] as const;
  const steps = ['take', 'accept', 'open', 'record'] as const;
  const serialOf = (use: Use, attempt: number) => `${use}-${attempt}`;
  /** How far each use came, and whether its end is told before the next attempt's request or behind it. */
  const attempts = fc.array(
    fc.record({
      signing: fc.integer({ min: 1, max: 4 }),
      encryption: fc.integer({ min: 0, max: 4 }),
      late: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  );

  function step(use: Use, attempt: number, at: (typeof steps)[number]): RenewalOrderCommand {
    if (at === 'take') return take(use, attempt);
    if (at === 'accept') return { type: 'AcceptKey', data: purpose(use, attempt) };
    const serial = serialOf(use, attempt);
    if (at === 'open') return { type: 'OpenRenewalIssuance', data: { attempt, use, serial, subject, now } };
    return { type: 'RecordRenewalCertificate', data: { ...certificateOf(use, attempt), serial, now } };
  }
  function decided(commands: readonly RenewalOrderCommand[]): readonly RenewalOrderEvent[] {
    return commands.reduce<readonly RenewalOrderEvent[]>((facts, command) => {
      const { decision } = given(...facts).when(command);
      if (isRejection(decision)) throw new Error('a policy is never refused');
      return [...facts, ...decision];
    }, []);
  }

  it('is an orphan once, in whatever order ends and requests are told', () =>
    fc.assert(
      fc.property(attempts, (told) => {
        const commands = told.flatMap((came, index): readonly RenewalOrderCommand[] => {
          const number = index + 1;
          const [begun, ...rest] = uses.flatMap((use) => steps.slice(0, came[use]).map((at) => step(use, number, at)));
          const ofTheOneBefore = told[index - 1]?.late === true ? [orphan(index)] : [];
          const own = came.late ? [] : [orphan(number)];
          return [...(begun === undefined ? [] : [begun]), ...ofTheOneBefore, ...rest, ...own];
        });
        const facts = decided([...commands, endAll]);
        const asked = facts.flatMap((fact) => (fact.type === 'RenewalIssuanceOpened' ? [fact.data.serial] : []));
        const over = facts.flatMap((fact) => (fact.type === 'RenewalAttemptOrphaned' ? fact.data.serials : []));
        expect([...over].sort()).toEqual([...asked].sort());
      }),
    ));
});
