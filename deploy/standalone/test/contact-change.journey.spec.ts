import { describeContactChange, inOneWorld, onceTheKeyIsKnown } from '@ekey/journeys/procedures';
import { runCommand } from '../src/host/run-command';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

let world: StandaloneWorld;

inOneWorld(
  async () => (world = await standaloneWorld()),
  (on) => {
    describeContactChange(on);

    it('a change that is withdrawn may be erased by itself, as it may not under review', async () => {
      const { application, enterprise, token } = await on().collected();
      const changes = `/api/intake/v1/enterprises/${enterprise.facts.uscc}/contact-changes`;
      const asked = { number: token.serialNumber, form: { agent: { email: 'geheim@example.cn' } } };
      const begun = () => enterprise.http.post<{ contactChangeId: string }>(changes, asked);
      const { contactChangeId: id } = (await onceTheKeyIsKnown(begun)).body;
      const erase = () =>
        runCommand(['erase', '--case', id, '--reason', 'asked for'], { DATA_DIR: world.folder, LOG_LEVEL: 'silent' });
      expect(await erase()).toMatchObject({ ok: false, text: /under review: withdraw it first/ });
      await enterprise.http.post(`${changes}/${id}/withdrawal`, {});
      expect(await erase()).toMatchObject({ ok: true });
      const { personalData } = world.standalone.floor;
      expect(await personalData.isErased(`case:${id}`)).toBe(true);
      expect(await personalData.isErased(`case:${application.id}`)).toBe(false);
      const { body } = await enterprise.http.get(`${changes}/${id}`);
      expect(body).toMatchObject({ status: { label: '已撤回' }, changedFields: ['agent.email'] });
    });
  },
);
