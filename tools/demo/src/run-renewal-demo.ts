import { X509Certificate } from 'node:crypto';
import { HttpClient, KeyHolder, Renewing, until } from '@ekey/journeys';
import { letPass, Scene } from '@ekey/journeys/scene';
import { UPDATE_STAGES, type SoftToken, type UpdateStage } from '@ekey/soft-token';
import { freshWorld } from './fresh-world';
import { Narrator, promised } from './narrator';

/** As many days before the end as somebody waits who was reminded twice. */
const DAYS_BEFORE = 60;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The key was in the reader a moment ago. */
class PulledOut extends Error {}

/** A key is renewed on line and pulled out behind every stage in turn; each time it is taken up again. @throws where anything is not as promised */
export async function runRenewalDemo(tell: (line: string) => void): Promise<void> {
  const narrator = new Narrator(tell);
  narrator.chapter('The system');
  const world = await narrator.step('starts on an empty folder, with a clock that can be moved on', () =>
    freshWorld({ movable: true }),
  );
  try {
    const scene = await Scene.set(world);
    const collected = await narrator.step('hands a key over to its enterprise', () => scene.collected());
    const { token, pin } = collected;
    const old = signing(token);
    await narrator.step(`${DAYS_BEFORE} days before the end of its certificate come`, () => {
      const ahead = Date.parse(old.validTo) - DAYS_BEFORE * DAY_MS - Date.parse(world.now());
      return letPass(world, { minutes: Math.ceil(ahead / MINUTE_MS) });
    });
    narrator.chapter('The renewal');
    const holder = new KeyHolder(world, token, pin);
    const renewing = await narrator.step('is begun by the key that is plugged in', () => Renewing.starts(holder));
    await narrator.step('form and four scans are confirmed', async () => {
      await renewing.isPrepared();
      await renewing.confirms();
    });
    await narrator.step(
      'the provider reviews it',
      async () => {
        await scene.house.provider.reviewer.awaits('renewal', renewing.id);
        await scene.house.provider.reviewer.passes('re-verification', renewing.id);
        return renewing.awaits('APPROVED');
      },
      ({ status }) => status.label,
    );
    narrator.chapter('The key is pulled out');
    for (const stage of UPDATE_STAGES)
      await narrator.step(
        `behind “${stage}”`,
        () => interrupted(renewing, stage),
        () => endOf(signing(token)),
      );
    await prove(narrator, renewing, old);
    narrator.end();
  } finally {
    await world.end();
  }
}

async function interrupted(renewing: Renewing, stage: UpdateStage): Promise<void> {
  const pullOut = (passed: UpdateStage): void => {
    if (passed === stage) throw new PulledOut(stage);
  };
  const outcome = await renewing.updates(pullOut).then(
    () => 'finished',
    (error: unknown) => (error instanceof PulledOut ? 'pulled out' : error),
  );
  if (outcome !== 'pulled out') throw outcome;
}

async function prove(narrator: Narrator, renewing: Renewing, old: X509Certificate): Promise<void> {
  narrator.chapter('The proofs');
  const { token } = renewing.holder;
  const fresh = signing(token);
  await narrator.step('the new certificate is good, the old one superseded', async () => {
    await stands(renewing, fresh, 'good');
    await stands(renewing, old, 'revoked');
  });
  await narrator.step(
    'the new key lets its holder in, and its remaining days were kept',
    async () => {
      const { key } = await renewing.holder.logIn();
      promised('the key is known by its new certificate', key.serial === fresh.serialNumber);
      promised('no day is lost', Date.parse(fresh.validTo) - Date.parse(old.validTo) >= 365 * DAY_MS);
      return renewing.read();
    },
    ({ status }) => status.label,
  );
}

const signing = (token: SoftToken): X509Certificate => new X509Certificate(token.readCertificate('signing') ?? '');
const endOf = ({ validTo }: X509Certificate): string => new Date(validTo).toISOString().slice(0, 10);

async function stands(renewing: Renewing, { serialNumber }: X509Certificate, status: string): Promise<void> {
  const http = new HttpClient(renewing.holder.http.url);
  await until(
    `${serialNumber} is ${status}`,
    async () => (await http.get<{ status: string }>(`/api/issuance/v1/certificates/${serialNumber}/status`)).body,
    (told) => told.status === status,
  );
}
