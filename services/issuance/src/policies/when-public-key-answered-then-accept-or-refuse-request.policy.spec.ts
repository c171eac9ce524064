import { recorded } from '@ekey/kernel/testing';
import { now, renewalId } from '../testing/example-renewal';
import { whenPublicKeyAnsweredThenAcceptOrRefuseRequest as policy } from './when-public-key-answered-then-accept-or-refuse-request.policy';

const purpose = { caseId: renewalId, attempt: 1, use: 'signing' as const };
const meta = { stream: 'issuance.PublicKey-sha', recordedAt: now };

it('a public key that was claimed lets its request go on', () =>
  expect(
    policy.react(recorded({ type: 'PublicKeyClaimedForRenewal', data: { ...purpose, claimedAt: now } }, meta)),
  ).toEqual([{ id: renewalId, command: { type: 'AcceptKey', data: { ...purpose, now } } }]));

it('one that has a certificate already refuses it', () =>
  expect(
    policy.react(recorded({ type: 'PublicKeyRefusedToRenewal', data: { ...purpose, refusedAt: now } }, meta)),
  ).toEqual([{ id: renewalId, command: { type: 'RefuseKey', data: { ...purpose, now } } }]));
