import type { House } from '../house';
import type { Case } from '../cast';
import { minutesAfter } from '../cast';
import { ORDER, orderOf } from './line';
import type { Move } from './move';

const ask = (house: House, { caseId }: Case, type: string, data: object): boolean =>
  house.ask(ORDER, caseId, { type, data: { ...data, by: 'agc', now: house.now } });

const person = { name: '张三', idType: 'residentIdentityCard', idNumber: '440301199001011234' };

const notify: Move = (house, of) =>
  ask(house, of, 'NotifyCollection', { collectBy: minutesAfter(house.now, 90 * 1_440) });

const passReview: Move = (house, of) =>
  ask(house, of, 'PassFinalReview', { checked: orderOf(house, of).about?.documents ?? [] });

const failReview: Move = (house, of, pick) =>
  ask(house, of, 'FailFinalReview', {
    reasons: [{ code: 'T01', target: 'business-licence' }],
    correctable: pick % 2 === 0,
    remark: '缺营业执照副本',
  });

const handOver: Move = (house, of) =>
  ask(house, of, 'HandOverKey', {
    tokenSerial: orderOf(house, of).making?.tokenSerial,
    collector: 'authorised-user',
    identity: { ...person, letterNumber: null },
    authorisedUser: person,
  });

const terminate: Move = (house, of) => ask(house, of, 'TerminateOrder', { ground: 'not-entitled', remark: '不予发放' });

/** What nobody can put right: the manager ends it at once. */
const turnAway: Move = (house, of) => failReview(house, of, 1) && terminate(house, of, 0);

export const counter = { notify, passReview, failReview, handOver, terminate, turnAway } satisfies Record<string, Move>;
