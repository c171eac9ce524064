import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MailFolder } from './mail-folder';

const notice = '11111111-1111-5111-8111-111111111111';

describe('mails as files', () => {
  it('tell by their names which notice each was sent for, as often as it was', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ekey-mails-'));
    const named = (at: string): string => `20260309T020000${at}Z_${notice}_1-1_${'0'.repeat(32)}.eml`;
    for (const name of [named('001'), named('000'), 'note.txt']) writeFileSync(path.join(folder, name), '');
    const sent = new MailFolder(folder, 'http://127.0.0.1').sent();
    rmSync(folder, { recursive: true });
    expect(sent).toEqual(['000', '001'].map((at) => ({ noticeId: notice, messageId: named(at) })));
  });
});
