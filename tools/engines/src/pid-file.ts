import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Which process was started: its number alone may belong to somebody else by now. */
interface Started {
  readonly pid: number;
  readonly since: string;
}

export function writePidFile(file: string, pid: number): void {
  const since = startOf(pid);
  if (since !== undefined) writeFileSync(file, JSON.stringify({ pid, since } satisfies Started));
}

/** @returns the process that the file names, if it still is that one and runs. */
export function livingProcess(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { pid, since } = JSON.parse(readFileSync(file, 'utf8')) as Started;
    return startOf(pid) === since ? pid : undefined;
  } catch {
    // A file cut short by a power cut names nobody.
    return undefined;
  }
}

export const removePidFile = (file: string): void => rmSync(file, { force: true });

/** When a process began, in the system's own words; nothing where it has ended, even if nobody has asked for its end yet. */
export function startOf(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return startByPs(pid);
  try {
    // proc(5): behind the name in brackets come the state and, 19 fields later, the start in ticks since boot.
    const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const [state, ...since] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : since.join(' ');
  } catch {
    return undefined;
  }
}
