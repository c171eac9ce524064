import path from 'node:path';
import { HOST, type Engine } from './engine';
import { isWell } from './questions';
import { buildWithGo, missingProgram } from './workshop';

/** The last release of the archived project; the Go proxy knows it by its commit only. */
const MODULE = 'github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c';
const SECRET = 'ekey-engines';

/** MinIO: an S3 with object lock, on one drive. */
export const minio: Engine<{
  readonly url: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}> = {
  title: 'MinIO',
  version: '2026-02-12',
  portOffset: 20,
  missing: () => missingProgram('go'),
  install: (program) => buildWithGo(['install', '-ldflags=-s -w', MODULE], program),
  launch: ({ program, data, port }) => ({
    program: path.join(program, 'minio'),
    args: ['server', '--quiet', '--address', `${HOST}:${port}`, path.join(data, 'drive')],
    env: { MINIO_ROOT_USER: SECRET, MINIO_ROOT_PASSWORD: SECRET, MINIO_BROWSER: 'off', MINIO_UPDATE: 'off' },
  }),
  answers: ({ port }) => isWell(`http://${HOST}:${port}/minio/health/ready`),
  address: ({ port }) => ({
    ...{ url: `http://${HOST}:${port}`, region: 'us-east-1' },
    ...{ accessKey: SECRET, secretKey: SECRET },
  }),
};
