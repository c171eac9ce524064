import { randomBytes, X509Certificate } from 'node:crypto';
import path from 'node:path';
import { median } from '@ekey/kernel/testing';
import { readStatuses, statusRequest } from '@ekey/pki/testing';
import { signaturesPerSecond } from './certificates/signatures';
import { figureOf, type Figure } from './figure';
import { Responder } from './ocsp/load';
import { inWorkFolder } from './work-folder';

const QUESTIONS = 2_048;
/** Asked without a nonce again and again, so that their answers are signed ahead. */
const ASKED_OFTEN = 256;
const WARM_UP_SECONDS = 3;
const ROUND_SECONDS = 2;
const ROUNDS = 8;
/** As long as what is signed for an answer. */
const ANSWER_BYTES = 200;

type Rates = Record<'signed' | 'ahead' | 'empty' | 'signatures', number[]>;

/**
 * Answers about the status of certificates (OCSP) over HTTP, 64 connections, each with a line in the log: with a nonce, so that each
 * is signed, beside bare signatures of one thread; and without one, so that it is signed ahead and looked up only, beside an empty
 * route of Fastify that answers as many bytes. Servers are processes of their own on the same cores as the driver (this process); each
 * is loaded in turns with the others, right behind what it is held against or before it: a machine has better and worse seconds.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const whole = await Responder.start(path.join(folder, 'data'));
    const { serials, issuer: pem } = whole.responding;
    const issuer = new X509Certificate(pem);
    const nonced = questions((index) => statusRequest([{ issuer, serial: of(serials, index) }], randomBytes(16)));
    const plain = questions((index) => statusRequest([{ issuer, serial: of(serials, index % ASKED_OFTEN) }]));
    await refuseOthers(whole, issuer, [nonced, plain]);
    const empty = await Responder.empty((await whole.ask(plain[0] ?? Buffer.alloc(0))).length);
    const rates: Rates = { signed: [], ahead: [], empty: [], signatures: [] };
    for (let round = -1; round < ROUNDS; round += 1) {
      const seconds = round < 0 ? WARM_UP_SECONDS : ROUND_SECONDS;
      const found = {
        empty: await empty.answersPerSecond(plain, seconds),
        ahead: await whole.answersPerSecond(plain, seconds),
        signed: await whole.answersPerSecond(nonced, seconds),
        signatures: await signaturesPerSecond(ANSWER_BYTES),
      };
      if (round >= 0) for (const [name, rate] of Object.entries(found)) rates[name as keyof Rates].push(rate);
    }
    await Promise.all([empty.stop(), whole.stop()]);
    return figures(rates);
  });
}

const questions = (make: (index: number) => Buffer): readonly Buffer[] =>
  Array.from({ length: QUESTIONS }, (_none, index) => make(index));

const of = (serials: readonly string[], index: number): string => serials[index % serials.length] ?? '';

/** @throws where an answer is not signed for who asked, or is not about the certificate. */
async function refuseOthers(whole: Responder, issuer: X509Certificate, all: readonly (readonly Buffer[])[]) {
  for (const [index, [first]] of all.entries()) {
    const { told, nonce } = readStatuses(await whole.ask(first ?? Buffer.alloc(0)), issuer);
    if (told[0]?.reason !== 6 || (nonce === null) !== (index === 1)) throw new Error('the answer is to something else');
  }
}

const figures = (rates: Rates): Figure[] => [
  figureOf({
    ...{ name: 'OCSP: answers over HTTP, each signed for who asked, 64 connections', unit: '/s' },
    ...{ value: median(rates.signed), limit: median(rates.signatures), share: 0.6 },
    limitName: 'raw RSA-2048 signatures of one thread',
  }),
  figureOf({
    ...{ name: 'OCSP: answers over HTTP, signed ahead, 64 connections', unit: '/s' },
    ...{ value: median(rates.ahead), limit: median(rates.empty), share: 0.5 },
    limitName: 'an empty route of Fastify that answers as many bytes',
  }),
];
