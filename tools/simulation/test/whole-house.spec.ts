import fc from 'fast-check';
import { always, cases, complaintsOf, drivenToItsEnd, onceSettled, outcomeOf, settle } from '../src';
import { anyStory, told } from './stories';

const seed = fc.integer();

describe('whatever is asked in whatever order, and however the news of it travels', () => {
  it('every order of delivery, with any repeats, comes to the same end', () =>
    fc.assert(
      fc.property(anyStory, seed, seed, (story, first, second) => {
        const house = told(story);
        const again = house.fork();
        settle(house, first);
        settle(again, second, { repeatOneIn: 2 });
        expect(outcomeOf(again)).toEqual(outcomeOf(house));
      }),
      { numRuns: 120 },
    ));

  it('nothing that must never be is ever there, and no command of a policy is refused', () =>
    fc.assert(
      fc.property(anyStory, seed, (story, order) => {
        const house = told(story, (present) => expect(complaintsOf(present, always)).toEqual([]));
        settle(house, order, { repeatOneIn: 3 });
        expect(complaintsOf(house, { ...always, ...onceSettled })).toEqual([]);
      }),
      { numRuns: 100 },
    ));

  it('no case meets a dead end: people who do what there is to do bring every one to its end', () =>
    fc.assert(
      fc.property(anyStory, seed, (story, order) => {
        const house = told(story);
        for (const of of cases) {
          const moves = drivenToItsEnd(house, of, (present) => settle(present, order, { repeatOneIn: 4 }));
          expect(moves).not.toBeNull();
        }
        expect(complaintsOf(house, { ...always, ...onceSettled })).toEqual([]);
      }),
      { numRuns: 100 },
    ));

  it('the stories that are told here lead everywhere', () => {
    const seen = new Set<string>();
    // One sample, whatever the seed of the run: it shows how far the stories get, and tries no rule.
    for (const story of fc.sample(anyStory, { numRuns: 120, seed: 20_260_302 })) {
      const house = told(story);
      settle(house, 1);
      for (const category of house.categories())
        for (const id of house.ids(category)) for (const { type } of house.facts(category, id)) seen.add(type);
    }
    expect(rare.filter((type) => !seen.has(type))).toEqual([]);
  });
});

/** What only happens off the straight way, service by service. */
const rare = [
  ...['ReturnedForCorrection', 'RefusalRecorded', 'ApplicationWithdrawn', 'ApplicationExpired', 'OrderEndedRecorded'],
  ...['KeyCollectedRecorded', 'ReservationGivenUp', 'ExpiryReminded', 'MailUndeliverable', 'AccountActivated'],
  ...['SlotReleased', 'KeyHeld', 'EnterpriseUnbound', 'RoundOpened', 'ReviewClosed', 'RefusalDeclined'],
  ...['ReVerificationRejected', 'WithdrawalRecorded', 'TokenForgone', 'RemakeOrdered', 'KeyLost', 'FinalReviewFailed'],
  ...['OrderEnded', 'DeadlineBreached', 'CertificateActivated', 'CertificateRevoked', 'RevocationExecuted'],
  ...['TokenReleased', 'TokenScrapped', 'TokenRecalled', 'TokenHandedOver', 'AddressCorrected'],
];
