import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal, parseCertificateRequest } from '@ekey/pki';
import { HELP, run } from './cli.run';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ekey-token-'));
  file = join(folder, 'token.json');
  await said('create', '--serial', 'T-0001', '--pin', '20260117');
});
afterAll(() => rm(folder, { recursive: true }));

interface Answer {
  code: number;
  out: string;
  err: string;
}

async function said(...argv: string[]): Promise<Answer> {
  const answer: Answer = { code: -1, out: '', err: '' };
  const terminal = { out: (text: string) => (answer.out += text), err: (text: string) => (answer.err += text) };
  answer.code = await run([...argv, '--token', file], terminal as never);
  return answer;
}

describe('soft-token', () => {
  it('makes a token in a file for its owner only and tells the PIN once', async () => {
    const other = join(folder, 'other.json');
    const answers: string[] = [];
    const terminal = { out: (text: string) => void answers.push(text), err: () => undefined };
    expect(await run(['create', '--serial', 'T-0002', '--token', other], terminal)).toBe(0);
    const { serialNumber, initialPin } = JSON.parse(answers.join(''));
    expect([serialNumber, initialPin]).toEqual(['T-0002', expect.stringMatching(/^\d{8}$/)]);
    expect((await stat(other)).mode & 0o777).toBe(0o600);
    expect(await readFile(other, 'utf8')).not.toContain(initialPin);
  });

  it('makes no token over another', async () => {
    expect(await said('create', '--serial', 'T-0001')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is there already'),
    });
  });

  it('writes both requests, and the same again', async () => {
    const out = join(folder, 'requests');
    expect((await said('csr', '--pin', '20260117', '--out', out)).code).toBe(0);
    const signing = await readFile(join(out, 'signing.csr.pem'), 'utf8');
    expect(await readdir(out)).toEqual(['encryption.csr.pem', 'signing.csr.pem']);
    expect(isRefusal(parseCertificateRequest(signing))).toBe(false);
    expect((await said('csr', '--pin', '20260117')).out).toContain(signing.trim());
  });

  it('signs a file with the key of the request', async () => {
    await said('csr', '--pin', '20260117', '--out', folder);
    const request = parseCertificateRequest(await readFile(join(folder, 'signing.csr.pem'), 'utf8'));
    if (isRefusal(request)) throw new Error(request.rejected);
    await writeFile(join(folder, 'nonce'), 'a nonce');
    const { out } = await said('sign', '--pin', '20260117', '--data', join(folder, 'nonce'));
    const key = createPublicKey({ key: Buffer.from(request.spki, 'base64'), format: 'der', type: 'spki' });
    expect(verify('sha256', Buffer.from('a nonce'), key, Buffer.from(out, 'base64'))).toBe(true);
  });

  it('remembers a wrong PIN', async () => {
    expect(await said('csr', '--pin', '00000000')).toMatchObject({ code: 1, err: 'PinWrong: 5 tries left' });
    expect(JSON.parse((await said('read-back')).out)).toMatchObject({ triesLeft: 5, initialPin: true });
    expect((await said('change-pin', '--pin', '20260117', '--new-pin', '20260117')).code).toBe(0);
    expect(JSON.parse((await said('read-back')).out)).toMatchObject({ triesLeft: 6, initialPin: false });
  });

  it('exports nothing before there is a certificate', async () => {
    const options = ['--pin', '20260117', '--use', 'signing', '--password', 'x', '--out', join(folder, 'x.p12')];
    expect(await said('export-p12', ...options)).toMatchObject({ code: 1, err: 'NotACertificate' });
  });

  it('imports nothing that is no certificate', async () => {
    await writeFile(join(folder, 'wrong.pem'), 'wrong');
    expect(await said('import', '--signing', join(folder, 'wrong.pem'))).toMatchObject({
      code: 1,
      err: 'NotACertificate',
    });
  });

  it.each([
    ['an unknown command', ['unlock'], 'there is no command unlock'],
    ['a word that every object knows', ['toString'], 'there is no command toString'],
    ['an unknown option', ['csr', '--pim', '1'], '--pim'],
    ['a missing option', ['csr'], '--pin is missing'],
    ['a use that is none', ['export-p12', '--use', 'both'], '--use is signing or encryption'],
  ])('explains itself after %s', async (_, argv, message) => {
    const { code, err } = await said(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain(HELP);
  });

  it('explains itself when asked, and when told nothing', async () => {
    expect(await said('--help')).toMatchObject({ code: 0, out: HELP });
    expect(await said()).toMatchObject({ code: 2, out: HELP });
  });

  it('names a file that holds no token', async () => {
    file = join(folder, 'nonce');
    expect((await said('read-back')).code).toBe(2);
    await writeFile(file, '{}');
    expect(await said('read-back')).toMatchObject({ code: 2, err: `${file} holds no soft token` });
  });
});
