import { existsSync } from 'node:fs';
import path from 'node:path';
import { containers, type ContainerName } from './containers';
import { imageOf } from './start-container';

describe('a server in a container', () => {
  it.each(['kurrentdb', 'kafka', 'mongodb', 'minio'] satisfies ContainerName[])(
    'is of the image that Compose pins for %s',
    async (name) => {
      expect(await imageOf(name)).toMatch(/^[a-z]+\/?[a-z]+:[A-Za-z0-9._-]*\d/);
    },
  );

  it('is built from its recipe, where Compose has none that writes a Maildir', async () => {
    expect(existsSync(path.join(__dirname, '../../../..', await imageOf('smtp'), 'Dockerfile'))).toBe(true);
  });

  it('of Kafka tells its clients the port at which they find it outside', () => {
    const { environment, told, fixedPort } = containers.kafka;
    const port = fixedPort ?? 0;
    expect(environment({ port })).toMatchObject({
      KAFKA_ADVERTISED_LISTENERS: expect.stringContaining(`CLIENTS://127.0.0.1:${port},`),
    });
    expect(told({ host: 'docker', port, folder: '' })).toEqual({ EKEY_TEST_KAFKA: `127.0.0.1:${port}` });
  });
});
