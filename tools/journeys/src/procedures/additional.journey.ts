/// <reference types="jest" />
import type { Application } from '../application';
import { person } from '../cast';
import { problemOf, refusal, type Enterprise } from '../enterprise';
import type { Case, Scene, Sent } from '../first-application/scene';
import { onceTaken, until } from '../http-client';
import { serialIn } from '../reliance';
import { collectsOneMore, preparedOneMore, REASON_FOR_ONE_MORE } from './added-key';
import { onceTheKeyIsKnown } from './known-key';

const INTAKE = '/api/intake/v1';
const APPLICATIONS = `${INTAKE}/applications`;

/** An enterprise that has one key asks for more, up to three. */
export function describeAdditional(on: () => Scene): void {
  let first: Case & Sent;
  beforeAll(async () => {
    first = await on().collected();
  }, 120_000);

  const prepared = (): Promise<Case> => preparedOneMore(on(), first.enterprise);
  const collects = (added: Case): Promise<Sent> => collectsOneMore(on(), added);
  async function submitted(): Promise<Case> {
    const added = await prepared();
    await added.application.confirms();
    return added;
  }

  /** Once the slots have heard of it: what they hear of keys lags a little behind. */
  const starts = (what: string): Promise<Application | null> =>
    until(
      what,
      () => first.enterprise.adds().catch(() => null),
      (application) => application !== null,
    );

  describe('one more key (增办)', () => {
    it('is asked for with a reason, which the manager of the authority reads and decides on', async () => {
      const application = await onceTheKeyIsKnown(() => first.enterprise.adds());
      expect(await application.read()).toMatchObject({ kind: 'additional' });
      await application.fills(application.draft(on().house.shanghai));
      const { body } = await refusal(application.submitsForm());
      expect(body).toMatchObject({ code: 'FormNotAccepted', errors: [{ field: 'reason' }] });
      await application.isPrepared(on().house.shanghai, { reason: REASON_FOR_ONE_MORE });
      await application.confirms();

      const { officer, manager } = on().house.shanghai;
      await officer.awaits('pre-verification', application.id);
      expect(await problemOf(officer.passes('pre-verification', application.id))).toEqual([403, 'ManagerNeeded']);
      await officer.http.delete(`/api/review/v1/cases/${application.id}/claim`);
      await manager.claim(application.id);
      const { body: file } = await manager.open(application.id);
      expect(file).toMatchObject({
        submission: { kind: 'additional' },
        form: { kind: 'additional', reason: REASON_FOR_ONE_MORE, held: 1 },
      });
      const second = await collects({ enterprise: first.enterprise, application });
      expect(second.token.serialNumber).not.toBe(first.token.serialNumber);
      await on().reliance.becomes(serialIn(second.token), 'good');
    });

    it('is refused for good where the manager does not see why; another case may ask again', async () => {
      const { application } = await submitted();
      const { manager } = on().house.shanghai;
      await manager.awaits('pre-verification', application.id);
      await manager.refuses(application.id, 1, 'discretion', '现有钥匙足够使用。');
      await application.awaits('REFUSED', '不予办理');
      expect(await problemOf(application.confirms())).toEqual([409, 'CaseEnded']);
      expect(await problemOf(application.reopensForm())).toEqual([409, 'CaseEnded']);
      await starts('the slot is free again');
    });
  });

  describe('a fourth key', () => {
    it('is not to be had by two requests at once: exactly one of them wins the last slot', async () => {
      const [one, other] = [await prepared(), await prepared()];
      const answers = await Promise.allSettled([one.application.confirms(), other.application.confirms()]);
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [won, lost] = answers[0].status === 'fulfilled' ? [one, other] : [other, one];
      const { body } = await refusal(lost.application.confirms());
      expect(body).toMatchObject({ status: 409, code: 'TooManyKeys', held: 2, underWay: 1, most: 3 });
      expect(await problemOf(first.enterprise.adds())).toEqual([409, 'TooManyKeys']);
      const { commands } = (await first.enterprise.http.get<{ commands: { command: string; because?: string }[] }>(`${APPLICATIONS}/${lost.application.id}/commands`)).body; // prettier-ignore
      expect(commands).toContainEqual(
        expect.objectContaining({ command: 'ConfirmSubmission', because: 'TooManyKeys' }),
      );

      await collects(won);
      expect((await refusal(lost.application.confirms())).body).toMatchObject({ held: 3, underWay: 0 });
    });

    it('may be asked for once one of the three was revoked', async () => {
      const place = `/api/issuance/v1/certificates/${serialIn(first.token)}/revocation`;
      const { reviewer, secondReviewer } = on().house.provider;
      const { http } = on().house.shanghai.manager;
      await http.post(place, { ground: 'out-of-use', requester: 'enterprise', reference: '来函 31' });
      await reviewer.http.post(`${place}/verification`, { identification: 'stamped-letter' });
      await secondReviewer.http.post(`${place}/execution`);
      const application = await starts('the slot of the revoked key is free');
      await application?.withdraws();
    });
  });

  describe('what an invited user has begun for the enterprise', () => {
    const company = (): string => `${INTAKE}/enterprises/${first.enterprise.facts.uscc}`;
    const listedFor = async ({ http }: Enterprise, query: string): Promise<readonly string[]> =>
      (await http.get<{ items: { applicationId: string }[] }>(`${APPLICATIONS}?${query}`)).body.items.map(
        ({ applicationId }) => applicationId,
      );

    it('is seen by all who act for it, and is no more that user’s once he does not', async () => {
      const { enterprise: administrator } = first;
      const { facts } = administrator;
      const guest = await administrator.invites(on().house.mailbox, person(700));
      const { id } = await onceTaken('the user has joined', ['NotForThisEnterprise'], () => guest.adds());
      const place = `${APPLICATIONS}/${id}`;
      const ofEnterprise = `of=enterprise&uscc=${facts.uscc}`;
      expect((await administrator.http.get(place)).status).toBe(200);
      for (const each of [administrator, guest]) expect(await listedFor(each, ofEnterprise)).toContain(id);
      expect(await listedFor(guest, 'of=me')).toEqual([id]);

      const { users } = (await administrator.http.get<{ users: { accountId: string; administrator: boolean }[] }>(company())).body; // prettier-ignore
      const joined = users.find((user) => !user.administrator);
      await administrator.http.delete(`${company()}/users/${joined?.accountId}`);
      expect(await problemOf(guest.http.get(place))).toEqual([404, 'NotFound']);
      for (const step of ['form-submission', 'key-loss', 'withdrawal'])
        expect(await problemOf(guest.http.post(`${place}/${step}`, {}))).toEqual([404, 'NotFound']);
      for (const query of ['of=me', 'of=enterprise', ofEnterprise]) expect(await listedFor(guest, query)).toEqual([]);
      expect(await listedFor(administrator, ofEnterprise)).toContain(id);
      await administrator.http.post(`${place}/withdrawal`);
    });
  });

  describe('nothing is begun', () => {
    it('by somebody whom the enterprise does not know, for one that never had a key, or with a key named', async () => {
      const stranger = await on().applicant();
      const start = (uscc: string, more: object = {}) =>
        problemOf(stranger.http.post(APPLICATIONS, { kind: 'additional', uscc, ...more }));
      expect(await start(first.enterprise.facts.uscc)).toEqual([403, 'NotForThisEnterprise']);
      expect(await start(stranger.facts.uscc)).toEqual([409, 'NoKeyHeld']);
      const replaces = { number: first.token.serialNumber, ground: 'lost' };
      const named = first.enterprise.http.post(APPLICATIONS, { kind: 'additional', uscc: first.enterprise.facts.uscc, replaces }); // prettier-ignore
      expect(await problemOf(named)).toEqual([422, 'KeyNotNamed']);
      expect(await stranger.applications()).toEqual([]);
    });
  });
}
