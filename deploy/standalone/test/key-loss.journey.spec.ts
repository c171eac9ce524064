import { serialIn, until } from '@ekey/journeys';
import { describeKeyLoss, inOneWorld } from '@ekey/journeys/procedures';
import { told } from './host/house';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

let world: StandaloneWorld;

inOneWorld(
  async () => (world = await standaloneWorld()),
  (on) => {
    describeKeyLoss(on);

    it('a report that is delayed until officers have lifted the loss changes nothing; one that is made then does', async () => {
      const { enterprise, application, token } = await on().collected();
      const serial = serialIn(token);
      const becomes = (status: string) => on().reliance.becomes(serial, status);
      const reports = () => enterprise.http.post(`/api/intake/v1/applications/${application.id}/key-loss`);
      await becomes('good');
      const reportedAt = world.now();
      await reports();
      await becomes('on-hold');
      const { provider, shanghai } = on().house;
      const place = `/api/issuance/v1/certificates/${serial}/reinstatement`;
      await shanghai.manager.http.post(place, { reference: '到场说明 7' });
      await provider.reviewer.http.post(`${place}/confirmation`);
      await becomes('good');

      const { floor } = world.standalone;
      // Of the case in which the enterprise asks for another key.
      const caseId = '0b6d3b1e-7f0a-4c5d-8e21-5a4f6b7c8d90';
      const of = { caseId, kind: 'replacement', uscc: enterprise.facts.uscc } as const;
      const isThis = (data: unknown) => (data as { reportedAt: string }).reportedAt === reportedAt;
      const report = { ...of, tokenSerial: token.serialNumber, reportedAt };
      const stream = `intake.KeyApplication-${caseId}`;
      await told(floor, 'intake.KeyLossReported.v1', caseId, report, { stream, sequence: 1 });
      await until(
        'the report is heard',
        () => floor.service('issuance').eventStore.readAll(0, 10_000),
        (facts) => facts.some(({ type, data }) => type === 'LossReportNoted' && isThis(data)),
      );
      await becomes('good');
      await reports();
      await becomes('on-hold');
    });

    it('leaves nothing parked', async () => {
      for (const service of ['intake', 'issuance', 'renewal'] as const)
        expect(await world.standalone.floor.service(service).reactors.parked()).toEqual([]);
    });
  },
);
