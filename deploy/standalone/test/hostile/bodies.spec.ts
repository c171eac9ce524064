import { request } from 'node:http';
import type { Application, HttpClient, ProblemDocument } from '@ekey/journeys';
import { Ground } from './refusals';

let ground: Ground;
let http: HttpClient;
let application: Application;

beforeAll(async () => {
  ground = await Ground.prepare();
  http = ground.mine.enterprise.http;
  application = ground.mine.application;
});
afterAll(() => ground.world.end());

const raw = (body: string | Buffer, type?: string) => ({ body, ...(type === undefined ? {} : { type }) });

describe('a body', () => {
  it('over the limit is refused while it arrives, and the rest of it is not listened to', async () => {
    const most = 64 * 1024 * 1024;
    const { status, sent } = await flood(`${ground.world.url}${ground.place}/documents/user-agreement/pages/1`, most);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(most / 2);
    await ground.refuses(http, ['PUT', `${ground.place}/form`, raw(JSON.stringify({ nameCn: 'x'.repeat(300_000) }))], {
      status: 413,
      code: 'BodyTooLarge',
    });
  });

  const scripts: readonly [what: string, body: string | Buffer, code: string][] = [
    ['ends too early', '{"nameCn":', 'BrokenJson'],
    ['is not JSON at all', 'nameCn=上海', 'BrokenJson'],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 'BrokenJson'],
    ['spells half a character', '{"nameCn":"\\ud800"}', 'BrokenJson'],
    ['is nested a thousand deep', `${'{"seal":'.repeat(1_000)}1${'}'.repeat(1_000)}`, 'JsonTooDeep'],
    ['is a list in place of an object', '[]', 'InvalidRequest'],
    ['is a number', '7', 'InvalidRequest'],
  ];
  it.each(scripts)('that %s is refused', async (_what, body, code) => {
    await ground.refuses(http, ['PUT', `${ground.place}/form`, raw(body)], { status: 400, code });
  });

  it.each([
    '{"__proto__":{"kind":"first"}}',
    '{"constructor":{"prototype":{"kind":"first"}}}',
    '{"seal":{"__proto__":{}}}',
  ])('that reaches for a prototype is refused: %s', async (body) => {
    await ground.refuses(http, ['PUT', `${ground.place}/form`, raw(body)], { status: 400, code: 'ForbiddenName' });
    expect(({} as { kind?: string }).kind).toBeUndefined();
  });

  it('of a type that is not taken is refused', async () => {
    await ground.refuses(http, ['PUT', `${ground.place}/form`, raw('<form/>', 'application/xml')], {
      status: 415,
      code: 'MediaTypeNotSupported',
    });
  });

  it.each([
    ['an unknown field', { colour: 'red' }, 'colour', 'UnknownField'],
    ['an unknown field within a group', { agent: { shoeSize: 43 } }, 'agent.shoeSize', 'UnknownField'],
    ['a field of another type', { nameCn: 42 }, 'nameCn', 'WrongType'],
    ['control characters', { nameCn: '上\u0007海' }, 'nameCn', undefined],
    ['a line break', { nameCn: '上海\n北京' }, 'nameCn', undefined],
    ['characters that turn the reading direction', { agent: { name: '张\u202e三' } }, 'agent.name', undefined],
    ['invisible characters', { registeredAddress: '上海\u200b市' }, 'registeredAddress', undefined],
    ['a text without end', { nameCn: '长'.repeat(2_000) }, 'nameCn', undefined],
  ])('with %s is refused, and the field named', async (_what, body, field, fieldCode) => {
    const expected = { status: 400, code: 'InvalidRequest', field, ...(fieldCode === undefined ? {} : { fieldCode }) };
    await ground.refuses(http, ['PUT', `${ground.place}/form`, { body }], expected);
  });
});

describe('a registration', () => {
  it('is told of everything that is wrong with it at once', async () => {
    const body = { loginName: 'clerk.of.nobody', password: 'short', userName: '', mail: 'nobody@' };
    const { body: told } = await http.send<ProblemDocument>('POST', '/api/intake/v1/accounts', { body });
    expect(told.errors?.map(({ field, code }) => [field, code])).toEqual([
      ['mail', 'WrongShape'],
      ['userName', 'Empty'],
      ['password', 'WrongLength'],
    ]);
  });
});

describe('a code or number', () => {
  it.each([
    ['in full-width and lower-case letters', '９１３１０１１５ｍａ１ｋ００００７ｑ', '91310115MA1K00007Q'],
    ['in lower case with blanks around it', ' 91440300ma5f0000x1 ', '91440300MA5F0000X1'],
  ])('%s is taken in its normal form', async (_how, typed, normal) => {
    const body = { kind: 'first', uscc: typed };
    const { applicationId } = (await http.post<{ applicationId: string }>('/api/intake/v1/applications', body)).body;
    const { uscc } = (await http.get<{ uscc: string }>(`/api/intake/v1/applications/${applicationId}`)).body;
    expect(uscc).toBe(normal);
  });

  it.each([
    ['a wrong check character', '91350100M000100Y4A', 'CheckDigitWrong'],
    ['letters that no code has', '91350100M000100YIO', 'WrongCharacter'],
    ['a place too few', '9111000080210043B', 'WrongLength'],
    ['letters in its region', '91AB0100M000100Y43', 'WrongShape'],
    ['nothing', '', 'Empty'],
  ])('of an enterprise with %s is refused', async (_what, uscc, fieldCode) => {
    const body = { kind: 'first', uscc };
    const expected = { status: 400, code: 'InvalidRequest', field: 'uscc', fieldCode };
    await ground.refuses(http, ['POST', '/api/intake/v1/applications', { body }], expected);
  });

  it.each([
    ['agent.idNumber', { agent: { idNumber: '310115190001010029' } }, 'CheckDigitWrong'],
    ['agent.idNumber', { agent: { idNumber: '440524188013010014' } }, 'ImpossibleDate'],
    ['agent.idNumber', { agent: { idNumber: '310115202001010015' } }, 'UnderAge'],
    ['agent.idNumber', { agent: { idNumber: '810000199408230021' } }, 'WrongKind'],
    ['agent.mobile', { agent: { mobile: '12345678901' } }, undefined],
    ['agent.email', { agent: { email: 'nobody@' } }, undefined],
    ['agent.email', { agent: { email: 'a@b.example\r\nBcc: c@d.example' } }, undefined],
    ['postcode', { postcode: '20012' }, undefined],
    ['ieCode13', { ieCode13: '1100802100434' }, undefined],
    ['licenceTypes', { licenceTypes: ['import', 'arms'] }, 'NotOffered'],
    ['pickupPointId', { pickupPointId: 'suzhou-hall' }, 'NotOfThisAuthority'],
    ['agencyId', { agencyId: 'nowhere' }, 'NotOpen'],
    ['seal.widthMm', { seal: { widthMm: 400 } }, 'OutOfRange'],
    ['uscc', { uscc: '91110000802100433B' }, 'NotOfThisApplication'],
  ])('of the form that cannot be is refused at its submission: %s %j', async (field, wrong, fieldCode) => {
    const draft = merged(application.draft(ground.scene.house.shanghai), wrong);
    const saved = await http.send('PUT', `${ground.place}/form`, { body: draft });
    // What can be seen to be wrong without the rules of the form is not even saved.
    const refused = saved.status >= 400 ? (['PUT', `${ground.place}/form`, { body: draft }] as const) : (['POST', `${ground.place}/form-submission`] as const); // prettier-ignore
    const expected = saved.status >= 400 ? { status: 400, code: 'InvalidRequest' } : { status: 422, code: 'FormNotAccepted' }; // prettier-ignore
    await ground.refuses(http, refused, { ...expected, field, ...(fieldCode === undefined ? {} : { fieldCode }) });
  });
});

/** The draft with some answers replaced, group by group. */
function merged(draft: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(changes).map(([name, value]) => {
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [name, isGroup ? { ...(draft[name] as object), ...value } : value];
  });
  return { ...draft, ...Object.fromEntries(entries) };
}

/** Sends a body without saying how long it is, until the server has heard enough. */
function flood(url: string, most: number): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let status: number | undefined;
    const chunk = Buffer.alloc(64 * 1024, 0xff);
    const headers = {
      'content-type': 'image/jpeg',
      'transfer-encoding': 'chunked',
      authorization: `Bearer ${http.accessToken}`,
    };
    const outgoing = request(url, { method: 'PUT', headers });
    const done = (): void => (status === undefined ? reject(new Error('no answer')) : resolve({ status, sent }));
    outgoing.on('response', (incoming) => {
      status = incoming.statusCode;
      incoming.resume().on('end', () => (outgoing.destroy(), done()));
    });
    outgoing.on('error', done);
    const push = (): void => {
      while (status === undefined && sent < most && !outgoing.destroyed) {
        sent += chunk.length;
        if (!outgoing.write(chunk)) return void outgoing.once('drain', push);
      }
      if (sent >= most) outgoing.end();
    };
    push();
  });
}
