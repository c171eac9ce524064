/// <reference types="jest" />
import { Enterprise } from '../enterprise';
import { type Refused, until } from '../http-client';
import type { Case, Scene } from './scene';

/** Two accounts that both say they act for one enterprise. */
export function describeCompetition(on: () => Scene): void {
  describe('an enterprise for which two accounts apply', () => {
    let first: Case;
    let second: Case;

    it('does not show either what the other does', async () => {
      first = await on().prepared();
      const { world, house } = on();
      const { facts } = first.enterprise;
      const stranger = {
        ...facts,
        authorisedUser: { ...facts.authorisedUser, email: `stranger@${facts.uscc.toLowerCase()}.example` },
      };
      const given = { loginName: `stranger-${facts.uscc.slice(-8)}`, mail: stranger.authorisedUser.email };
      const account = await Enterprise.registers(world, house.mailbox, stranger, given);
      const application = await account.starts();
      await application.isPrepared(house.shanghai);
      second = { enterprise: account, application };
      const foreign = await account.http.send('GET', `/api/intake/v1/applications/${first.application.id}`);
      expect(foreign.status).toBe(404);
      expect((await account.applications()).map(({ applicationId }) => applicationId)).toEqual([application.id]);
    });

    it('has exactly one of two submissions accepted that come at the same moment', async () => {
      const attempts = await Promise.allSettled(
        [first, second].map(({ application }) => application.confirms({ round: 1 })),
      );
      const refused = attempts
        .filter((attempt) => attempt.status === 'rejected')
        .map(({ reason }) => reason as Refused);
      expect(refused.map(({ answer }) => [answer.status, answer.body.code])).toEqual([
        [409, 'FirstApplicationNotAllowed'],
      ]);
      if (attempts[0]?.status === 'rejected') [first, second] = [second, first];
      await first.application.awaits('PRECHECK', '待核验');
      expect((await second.application.read()).status.code).toBe('READY');
    });

    it('lets the other submit once the first has withdrawn', async () => {
      await first.application.withdraws();
      await until(
        'the other may submit',
        () => second.application.confirms({ round: 1 }).catch((error: Refused) => error.answer.status),
        (answer) => answer === 1,
      );
      await second.application.awaits('PRECHECK', '待核验');
    });
  });
}
