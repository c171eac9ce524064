import { X509Certificate } from 'node:crypto';
import { derivedId } from '@ekey/event-store';
import { lineTools } from '@ekey/issuance';
import { eachOf, median } from '@ekey/kernel/testing';
import { isRefusal } from '@ekey/pki';
import { IssuingHouse } from './certificates/issuing-house';
import { commandsToTheLine, envelopeOf, openIssuance, requestsFor, USES, type Order } from './certificates/orders';
import { listFigures } from './certificates/revocation-list';
import { signaturesPerSecond } from './certificates/signatures';
import { figureOf, secondsOf, type Figure } from './figure';
import { inWorkFolder } from './work-folder';

/** Orders of a round, two certificates each; so many of them are on the line at once. */
const ORDERS = 400;
const AT_ONCE = 64;
const WARM_UP = 2;
const ROUNDS = 7;
/** `IssuanceOpened`, `SerialNumberReserved`, `IssuancePrepared`, `CertificateIssued`. */
const FACTS_A_CERTIFICATE = 4;
/** As long as what is signed for a certificate. */
const CERTIFICATE_BYTES = 1_100;

/**
 * Certificates, from the request of a token to the record of what was signed: the request parsed, its proof of possession verified,
 * and four facts, each on disk before the next is decided, among them the very bytes to be signed before they are. What signs is
 * the issuing authority, whose key has 2,048 bits (the root has 3,072, and signs but that authority); beside it bare signatures
 * with a key of the same length, one after the other on one thread. In turns, so that whatever else the machine does falls on both.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const house = await IssuingHouse.open(folder);
    const requests = await requestsFor(ORDERS);
    const rounds: { certificates: number; signatures: number }[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const certificates = await certificatesPerSecond(house, requests, round);
      const signatures = await signaturesPerSecond(CERTIFICATE_BYTES);
      if (round >= WARM_UP) rounds.push({ certificates, signatures });
    }
    const lists = await listFigures(house.authority);
    await house.close();
    return [
      figureOf({
        name: `certificates: request in, four durable facts, certificate recorded; ${AT_ONCE} orders at once`,
        unit: '/s',
        value: median(rounds.map(({ certificates }) => certificates)),
        limit: median(rounds.map(({ signatures }) => signatures)),
        limitName: 'raw RSA-2048 signatures of one thread',
        share: 0.25,
      }),
      ...lists,
    ];
  });
}

async function certificatesPerSecond(
  house: IssuingHouse,
  requests: readonly Order['requests'][],
  round: number,
): Promise<number> {
  const orders = requests.map((each, number) => ({
    caseId: derivedId('case', round, number),
    number,
    requests: each,
  }));
  await eachOf(orders, AT_ONCE, async (order) => {
    for (const command of commandsToTheLine(order))
      await house.send(order.caseId, command, envelopeOf(order, command, command.type));
  });
  const before = await house.head();
  const certificates = orders.length * USES.length;
  const seconds = await secondsOf(async () => {
    await eachOf(orders, AT_ONCE, (order) => issued(house, order));
    await house.reaches(before + certificates * FACTS_A_CERTIFICATE);
  });
  await refuseOthers(house, before, certificates);
  return certificates / seconds;
}

async function issued(house: IssuingHouse, order: Order): Promise<void> {
  for (const use of USES) {
    const request = lineTools.readRequest(order.requests[use]);
    if (isRefusal(request)) throw new Error(request.rejected);
    const command = openIssuance(order, use, request);
    await house.send(order.caseId, command, envelopeOf(order, command, `open ${use}`));
  }
}

/** @throws where a certificate is missing, stands twice, or was not signed by the authority. */
async function refuseOthers(house: IssuingHouse, before: number, certificates: number): Promise<void> {
  const issuer = new X509Certificate(house.authority.certificateChain().issuing).publicKey;
  const serials = new Set<string>();
  for (const { type, data } of await house.factsBehind(before)) {
    if (type !== 'CertificateIssued') continue;
    const certificate = new X509Certificate(Buffer.from((data as { certificate: string }).certificate, 'base64'));
    if (certificate.verify(issuer)) serials.add(certificate.serialNumber);
  }
  if (serials.size !== certificates) throw new Error(`${serials.size} of ${certificates} certificates are good`);
}
