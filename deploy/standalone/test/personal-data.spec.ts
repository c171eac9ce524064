import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { enterprise, HttpClient, person, personalDataOf, rightIn, Traces } from '@ekey/journeys';
import { Scene } from '@ekey/journeys/scene';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const SERVICES = ['intake', 'review', 'issuance', 'renewal', 'notify'] as const;
/** The one place where addresses stand in clear: it stands for the wire over which mails would be sent. */
const OUTBOX = 'outbox';

let world: StandaloneWorld;
let secrets: readonly string[];
let traces: Traces;
let auditor: HttpClient;

/** A case in which everything about persons is said that can be said, from the registration to the activated account. */
beforeAll(async () => {
  world = await standaloneWorld();
  const scene = await Scene.set(world);
  const { house } = scene;
  auditor = house.auditor.http;
  const submitted = await scene.submitted();
  const { application } = submitted;
  const { facts, registration } = submitted.enterprise;
  await house.shanghai.officer.awaits('pre-verification', application.id);
  const remark = `请联系${facts.authorisedUser.name}，手机${facts.authorisedUser.mobile}。`;
  await house.shanghai.officer.rejects(
    'pre-verification',
    application.id,
    [{ target: 'business-licence', code: 'G01' }],
    remark,
  );
  await application.awaits('PRECHECK_REJECTED');
  await application.uploadsSheets(['business-licence'], 2);
  await application.confirms();
  await scene.passesPreVerification(submitted, 2);
  await scene.passesReVerification(submitted, 2);
  const sent = await scene.sends(submitted);
  await scene.arrives(submitted, sent);
  await house.shanghai.counter.passesFinalReview(application.id);
  await house.shanghai.counter.handsOver(application.id, sent.token.serialNumber, facts.authorisedUser);
  const { email } = facts.authorisedUser;
  const mail = await house.mailbox.awaits(email, '调用商务部统一用户管理平台激活企业账户');
  await new HttpClient(world.url).post('/api/intake/v1/activations', rightIn(mail, 'activate-account'));
  await application.awaits('DONE');
  await house.mailbox.awaits(email, /已领取/);
  const staff = Array.from({ length: 12 }, (_, n) => person(900 + n).name);
  const { authorisedUser, legalRepresentative } = enterprise(1);
  secrets = [registration.password, sent.pin, staff].flat();
  traces = new Traces([...personalDataOf(authorisedUser), ...personalDataOf(legalRepresentative), ...secrets]);
});
afterAll(() => world.end());

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());

const found = (files: readonly string[]): readonly string[] =>
  files.flatMap((file) =>
    traces.in(readFileSync(file)).map((value) => `${path.relative(world.folder, file)}: ${value}`),
  );

describe('the data of persons in a finished case', () => {
  it('stand in no file under the data folder but the mails of the outbox', () => {
    const files = filesUnder(world.folder);
    const mails = files.filter((file) => path.relative(world.folder, file).startsWith(`${OUTBOX}${path.sep}`));
    expect(found(files.filter((file) => !mails.includes(file)))).toEqual([]);
    expect(files.length - mails.length).toBeGreaterThan(20);
    expect(found(mails).some((trace) => trace.endsWith(enterprise(1).authorisedUser.email))).toBe(true);
  });

  it('are mailed without identity number, password or PIN, in files for their owner alone', () => {
    const mails = filesUnder(path.join(world.folder, OUTBOX));
    expect(mails.length).toBeGreaterThanOrEqual(6);
    const never = new Traces([enterprise(1).authorisedUser.idNumber, ...secrets]);
    for (const mail of mails) {
      expect(never.in(readFileSync(mail))).toEqual([]);
      expect((statSync(mail).mode & 0o777).toString(8)).toBe('600');
    }
  });

  it('stand in no line of the log', () => {
    expect(world.log.length).toBeGreaterThan(100);
    expect(traces.in(Buffer.from(world.log.join('\n')))).toEqual([]);
  });

  it('stand in no fact and no published message, whatever form a file gives them', async () => {
    for (const service of SERVICES) {
      const facts = await world.standalone.floor.service(service).eventStore.readAll(0, 10_000);
      const messages = await world.standalone.floor.messaging.read(`${service}.events`, 0, 10_000);
      expect(facts.length).toBeGreaterThan(0);
      expect(traces.in(Buffer.from(JSON.stringify([facts, messages])))).toEqual([]);
    }
  });

  it('stand in nothing that an auditor reads, or that health and metrics tell', async () => {
    const anybody = new HttpClient(world.url);
    const read = [await anybody.get('/health/ready'), await anybody.get('/metrics')];
    for (const service of SERVICES)
      for (const log of ['events', 'access'])
        read.push(await auditor.get(`/api/${service}/v1/audit/${log}?limit=1000`));
    expect(read.every(({ bytes }) => bytes.length > 0)).toBe(true);
    expect(read.flatMap(({ bytes }) => traces.in(bytes))).toEqual([]);
  });
});
