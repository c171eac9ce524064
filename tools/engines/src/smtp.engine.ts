import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HOST, type Engine } from './engine';
import { ask } from './questions';
import { recipe, run } from './workshop';

const MASTER = '/usr/lib/postfix/sbin/master';

/** Postfix from the Debian package: takes mail for everybody into one Maildir and sends none of it out. */
export const smtp: Engine<{ readonly host: string; readonly port: number; readonly maildir: string }> = {
  title: 'Postfix',
  version: 'debian',
  portOffset: 50,
  remark: 'takes mail for anybody; refused@ekey.test is refused for good, later@ekey.test for now',
  missing: () => (process.getuid?.() === 0 ? undefined : 'the rights of root, which Postfix starts with'),
  isOnMachine: () => existsSync(MASTER),
  install() {
    if (existsSync(MASTER)) return;
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { env });
    run('apt-get', ['install', '-qq', '--yes', '--no-install-recommends', 'postfix'], { env });
  },
  prepare({ data, port }) {
    refuseClosed(data);
    for (const folder of ['etc', 'queue']) mkdirSync(path.join(data, folder), { recursive: true });
    ownedBy('postfix', path.join(data, 'state'));
    ownedBy('nobody', path.join(data, 'mail'));
    const placed = [
      ...[`queue_directory = ${data}/queue`, `data_directory = ${data}/state`],
      ...[`maillog_file = ${data}/mail.log`, `maillog_file_prefixes = ${data}`, `virtual_mailbox_base = ${data}/mail`],
      ...[`virtual_uid_maps = static:${idOf('-u', 'nobody')}`, `virtual_gid_maps = static:${idOf('-g', 'nobody')}`],
    ];
    const [main, master] = ['main.cf', 'master.cf'].map((file) => readFileSync(recipe('smtp', file), 'utf8'));
    writeFileSync(path.join(data, 'etc/main.cf'), [main, ...placed, ''].join('\n'));
    writeFileSync(path.join(data, 'etc/master.cf'), (master ?? '').replace('LISTENER', `${HOST}:${port}`));
    run('postfix', ['-c', path.join(data, 'etc'), 'check']);
  },
  launch: ({ data }) => ({ program: MASTER, args: ['-c', path.join(data, 'etc'), '-d'] }),
  answers: ({ port }) => ask(port, undefined, (greeting) => greeting.toString().startsWith('220'), true),
  address: ({ data, port }) => ({ host: HOST, port, maildir: path.join(data, 'mail/inbox') }),
};

/** Postfix gives up the rights of root, and says nothing where it then reaches none of its files. */
function refuseClosed(data: string): void {
  for (let folder = data; folder !== path.dirname(folder); folder = path.dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0)
      throw new Error(`${folder} is closed to Postfix's own users: choose another by EKEY_ENGINES_DIR or --data`);
}

function ownedBy(user: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  chownSync(folder, idOf('-u', user), idOf('-g', user));
}

const idOf = (which: '-u' | '-g', user: string): number =>
  Number(execFileSync('id', [which, user], { encoding: 'utf8' }));
