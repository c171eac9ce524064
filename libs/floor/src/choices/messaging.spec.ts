import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '@ekey/platform';
import { kafkaOptions } from './messaging';

describe('who a service is to a broker', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ekey-kafka-'));
    writeFileSync(path.join(folder, 'kafka-password'), 'secret\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const optionsOf = (settings: Readonly<Record<string, string>>) =>
    kafkaOptions(readConfig({ PLATFORM: 'distributed', SECRETS_DIR: folder, ...settings }));

  it('is proved by user and password', () => {
    const sasl = { username: 'ekey-intake', password: 'secret' };
    expect(optionsOf({ KAFKA_SASL: 'plain', KAFKA_USER: 'ekey-intake', KAFKA_TLS: 'true' })).toMatchObject({
      ...{ tls: true, sasl: { mechanism: 'plain', ...sasl } },
    });
    expect(optionsOf({ KAFKA_SASL: 'scram-sha-512', KAFKA_USER: 'ekey-intake' })).toMatchObject({
      ...{ tls: false, sasl: { mechanism: 'scram-sha-512', ...sasl } },
    });
    expect(optionsOf({})).not.toHaveProperty('sasl');
  });

  it.each([
    [{ KAFKA_SASL: 'scram-sha-256' }, 'KAFKA_USER: must name who scram-sha-256 is to prove'],
    [{ KAFKA_USER: 'ekey-intake' }, 'KAFKA_SASL: must say how KAFKA_USER proves who he is'],
    [{ KAFKA_SASL: 'plain', KAFKA_USER: 'ekey-intake' }, 'KAFKA_TLS: plain shows the password'],
  ])('is not left out in silence, nor told to everybody on the line (%j)', (settings, said) => {
    expect(() => optionsOf(settings)).toThrow(said);
  });
});
