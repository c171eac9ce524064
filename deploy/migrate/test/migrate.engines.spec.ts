/** @engines kurrentdb kafka mongodb minio smtp */
import { ServersOfRun } from '@ekey/fleet/testing';
import type { Case, Sent } from '@ekey/journeys/scene';
import { MoveWorld } from './move.world';

const servers = new ServersOfRun();

describe.each([{ logs: 'on KurrentDB' }, { logs: 'in files' }])(
  'the data of a standalone process that are moved to servers, the logs $logs',
  ({ logs }) => {
    const isKurrent = logs === 'on KurrentDB';
    let world: MoveWorld | undefined;
    let finished: Case & Sent;
    let begun: Case;
    let written: readonly string[];
    let told: string;

    const here = (): MoveWorld => world as MoveWorld;
    const mailOf = ({ enterprise }: Case): string => enterprise.facts.authorisedUser.email;

    beforeAll(async () => {
      world = await MoveWorld.begin(isKurrent ? await servers.start() : servers.withoutLogs);
      finished = await here().scene.ready();
      begun = await here().scene.approved();
    });
    afterAll(async () => {
      await world?.end();
      servers.stop();
    });

    it('stay where they are while the new floor has other secrets, each of which is named', async () => {
      const { ok, text } = await here().migrate();
      expect(ok).toBe(false);
      for (const name of ['master-key', 'index-key', 'link-key', 'ca-passphrase'])
        expect(text).toContain(`${name}.key`);
    });

    it('stay where they are while the process runs', async () => {
      await here().giveSecrets();
      expect(await here().migrate()).toMatchObject({ ok: false, text: expect.stringContaining('in use') as string });
    });

    it('are missing on the other side until they have been moved', async () => {
      await here().stopStandalone();
      const { ok, text } = await here().migrate('--check');
      expect(ok).toBe(false);
      expect(text).toMatch(/ of intake\.\S+@0 is missing$/m);
      expect(text).toMatch(/^the key of \S+ is missing or another$/m);
    });

    it('are the same on both sides then', async () => {
      const { ok, text } = await here().migrate();
      expect(text).toContain('Both sides are the same.');
      expect(ok).toBe(true);
      told = text;
      written = await here().outbox();
    });

    it('are the same when they are moved again, which does nothing a second time', async () => {
      expect(await here().migrate()).toEqual({ ok: true, text: told });
      expect(await here().outbox()).toEqual(written);
    });

    it('have every reactor of every service behind all that was copied', async () => {
      expect(await here().groupsBefore()).toEqual([]);
    });

    it('let a case that was begun before go on to its end', async () => {
      await here().startFleet();
      await begun.application.awaits('APPROVED', '复核通过');
      const sent = await here().scene.sends(begun);
      await here().scene.arrives(begun, sent);
      expect(sent.token.serialNumber).not.toBe(finished.token.serialNumber);
    });

    it('let a scan from before be seen by who checks it at the counter', async () => {
      const { counter } = here().scene.house.shanghai;
      await counter.passesFinalReview(finished.application.id);
    });

    it('have no mail sent again that was written before', async () => {
      await here().mails.awaits(mailOf(begun), /./);
      const before = await here().messageIds();
      const sent = here().mails.all();
      expect(before.size).toBe(written.length);
      expect(sent.filter(({ messageId }) => before.has(messageId))).toEqual([]);
    });

    if (isKurrent)
      it('are not moved under the hands of services that run', async () => {
        expect(await here().migrate()).toMatchObject({ ok: false, text: expect.stringContaining('at work') as string });
      });

    it('are not moved over what has happened since', async () => {
      await here().stopFleet();
      const { ok, text } = await here().migrate();
      expect(ok).toBe(false);
      expect(text).toContain('has happened since the data were moved');
      expect((await here().migrate('--check')).text).toMatch(/ of issuance\.\S+@\d+ is there besides$/m);
    });
  },
);
