import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BUCKET, holders, policyOf } from './minio-policies';

const services = path.join(__dirname, '../../../services');

/** What the sources of a service call of the documents port. */
function usesOf(service: string): ReadonlySet<string> {
  const root = path.join(services, service, 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.spec)\.ts$/.test(file),
  );
  const text = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
  return new Set([...text.matchAll(/\bdocuments\.(put|get|remove|hold|retainUntil)\(/g)].map(([, call]) => call!));
}

const rightsOf = (holder: string): string[] => policyOf(holder).Statement.flatMap(({ Action }) => Action);

describe('the rights on the bucket of documents', () => {
  const using = readdirSync(services)
    .filter((name) => existsSync(path.join(services, name, 'src')))
    .map((service) => [service, usesOf(service)] as const)
    .filter(([, uses]) => uses.size > 0);

  it('are those of the services that use documents, and of the check', () =>
    expect([...holders].sort()).toEqual(['check', ...using.map(([service]) => service)].sort()));

  it('fit what each service does with documents', () => {
    for (const [service, uses] of using) {
      const rights = rightsOf(service);
      const locks = uses.has('hold') || uses.has('retainUntil');
      expect([service, rights.includes('s3:PutObject')]).toEqual([service, uses.has('put')]);
      expect([service, rights.includes('s3:PutObjectLegalHold')]).toEqual([service, locks]);
      expect([service, rights.includes('s3:PutObjectRetention')]).toEqual([service, locks]);
      expect([service, rights.some((right) => right.startsWith('s3:Delete'))]).toEqual([service, uses.has('remove')]);
    }
  });

  it('name each right and each kind of object, and let nobody remove, unlock or change the bucket', () => {
    for (const holder of holders)
      for (const { Effect, Action, Resource } of policyOf(holder).Statement) {
        expect(Effect).toBe('Allow');
        for (const right of Action)
          expect(right).toMatch(/^s3:(Get|List|PutObject$|PutObjectLegalHold$|PutObjectRetention$)/);
        for (const resource of Resource)
          expect(resource).toMatch(new RegExp(`^arn:aws:s3:::${BUCKET}(/removal-bars/\\*|/[?-]{36}/\\*)?$`));
      }
  });
});
