import { enterprise, HttpClient, openHouse, until, awaitAuthority, type House, type MadeKey } from '@ekey/journeys';
import { apply, collect, issue, review, type Stage } from './acts';
import { freshWorld } from './fresh-world';
import { Narrator, promised } from './narrator';
import { hasOpenssl, proveByNode, proveByOpenssl, proveSeal, readPublicPki } from './proofs';

/** One first application from registration to collection, on a fresh system. @throws where anything is not as promised. */
export async function runDemo(tell: (line: string) => void): Promise<void> {
  const narrator = new Narrator(tell);
  narrator.chapter('The system');
  const world = await narrator.step(
    'starts on an empty folder, makes its secrets and its certificate authority',
    freshWorld,
  );
  try {
    narrator.note(`${world.url}  ${world.url}/api/intake/docs`);
    const house = await narrator.step(
      'is given an authority, a provider and people of every role, each with a second factor',
      async () => {
        const opened = await openHouse(world);
        await awaitAuthority(world, opened.shanghai.id);
        return opened;
      },
    );
    const stage: Stage = { world, house, narrator, facts: enterprise(0) };
    const inHand = await apply(stage);
    await review(stage, inHand);
    const key = await issue(stage, inHand);
    await collect(stage, inHand);
    await prove(stage, key);
    await openMails(house, stage);
    narrator.end();
  } finally {
    await world.end();
  }
}

/** What the enterprise now holds, checked by who trusts nothing but the root. */
async function prove({ world, narrator, facts }: Stage, key: MadeKey): Promise<void> {
  narrator.chapter('The proofs');
  const http = new HttpClient(world.url);
  const pki = await narrator.step('chain and revocation list are fetched', () =>
    // The list that lets the certificates go follows the hand-over within a moment.
    until(
      'the certificates are off the list',
      () => readPublicPki(http),
      (read) => goesThrough(key, read, facts.nameCn),
    ),
  );
  await narrator.step('both certificates stand before node:crypto', async () => proveByNode(key, pki, facts.nameCn));
  const seal = await narrator.step('the electronic seal is valid and bound to the certificate', async () =>
    proveSeal(key, pki, new Date(world.now())),
  );
  narrator.note(`${seal.seal?.name}  ${seal.seal?.picture.widthMm} × ${seal.seal?.picture.heightMm} mm`);
  if (hasOpenssl())
    for (const line of await narrator.step('openssl finds them good', () => proveByOpenssl(key, pki)))
      narrator.note(line);
  else narrator.note('openssl is not installed: its check is left out');
}

function goesThrough(key: MadeKey, pki: Awaited<ReturnType<typeof readPublicPki>>, nameCn: string): boolean {
  try {
    proveByNode(key, pki, nameCn);
    return true;
  } catch {
    return false;
  }
}

/** Every mail that the enterprise was sent. */
async function openMails({ mailbox }: House, { narrator, facts }: Stage): Promise<void> {
  narrator.chapter('The mails');
  const mails = await narrator.step('are opened', async () => {
    await mailbox.awaits(facts.authorisedUser.email, /已领取/);
    return mailbox.mailsTo(facts.authorisedUser.email);
  });
  for (const { subject } of mails) narrator.note(subject);
  promised(
    'none says an identity number',
    mails.every(({ text }) => !text.includes(facts.authorisedUser.idNumber)),
  );
}
