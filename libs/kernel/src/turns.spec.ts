import { Turns } from './turns';

describe('turns', () => {
  const gate = () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { open, opened };
  };

  it('lets in one after another under one name, in the order in which they came', async () => {
    const turns = new Turns();
    const first = gate();
    const seen: string[] = [];
    const enter = (who: string, wait?: Promise<void>) =>
      turns.take('case-1', async () => {
        seen.push(`${who} in`);
        await wait;
        seen.push(`${who} out`);
        return who;
      });
    const all = [enter('a', first.opened), enter('b'), enter('c')];
    first.open();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  it('does not let one name wait for another', async () => {
    const turns = new Turns();
    const slow = gate();
    const first = turns.take('case-1', () => slow.opened);
    expect(await turns.take('case-2', async () => 'done')).toBe('done');
    slow.open();
    await first;
  });

  it('goes on after one that failed', async () => {
    const turns = new Turns();
    const failing = turns.take('case-1', () => Promise.reject(new Error('boom')));
    const next = turns.take('case-1', async () => 'done');
    await expect(failing).rejects.toThrow('boom');
    expect(await next).toBe('done');
  });
});
