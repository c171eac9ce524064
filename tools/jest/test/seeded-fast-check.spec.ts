const given = process.env['EKEY_SEED'];
afterEach(() => under(given));

function under(seed: string | undefined): void {
  if (seed === undefined) delete process.env['EKEY_SEED'];
  else process.env['EKEY_SEED'] = seed;
}

/** The examples that a property is tried with in a run under this setting. */
async function examplesUnder(seed: string | undefined): Promise<readonly number[]> {
  under(seed);
  const seen: number[] = [];
  await jest.isolateModulesAsync(async () => {
    const { assert, integer, property } = await import('fast-check');
    assert(property(integer(), (example) => void seen.push(example)));
  });
  return seen;
}

describe('the examples of every property', () => {
  it('are the same in every run', async () => {
    expect(await examplesUnder(undefined)).toEqual(await examplesUnder(undefined));
  });

  it('are others under another seed, and the same again under that', async () => {
    const others = await examplesUnder('7');
    expect(others).not.toEqual(await examplesUnder(undefined));
    expect(others).toEqual(await examplesUnder('7'));
  });

  it('are new ones in every run that asks for it', async () => {
    expect(await examplesUnder('random')).not.toEqual(await examplesUnder('random'));
  });

  it.each(['', 'yesterday', '1.5'])('are not chosen by what is no seed: %p', async (seed) => {
    await expect(examplesUnder(seed)).rejects.toThrow('EKEY_SEED is a whole number or "random"');
  });
});
