import { systemClock } from '@ekey/floor';
import { runMigrate } from './command';

const told = (...words: readonly string[]) => runMigrate(words, systemClock, () => undefined, {});

describe('the command that moves a system', () => {
  it('says which settings it lacks where it is told of no servers', async () => {
    expect(await told('--from', 'standalone', '--to', 'distributed')).toEqual({
      ok: false,
      text: 'give it the settings of the services: PLATFORM=distributed, SECRETS_DIR and their addresses',
    });
  });

  it('says how it is given where it is told to move anywhere else', async () => {
    expect(await told('--from', 'distributed', '--to', 'standalone')).toMatchObject({
      ok: false,
      text: expect.stringMatching(/^only from standalone to distributed\n/),
    });
  });
});
