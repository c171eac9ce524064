import { z } from 'zod';
import { bilingual, type Problem } from './problem';
import { validation } from './validation';

const pipe = validation();
async function refused(schema: z.ZodType, value: unknown) {
  try {
    await pipe.transform(value, { type: 'body', schema } as never);
  } catch (problem) {
    return (problem as Problem).content;
  }
  throw new Error('nothing was refused');
}
const english = async (schema: z.ZodType, value: unknown) =>
  (await refused(schema, value)).errors?.map(({ field, code, en }) => `${field}: ${code}: ${en}`);

describe('what does not fit its schema', () => {
  it('is told field by field, in the words of the API', async () => {
    const schema = z.strictObject({
      name: z.string().max(3),
      size: z.number().int().min(2),
      kind: z.enum(['a', 'b']),
      at: z.iso.date(),
      mail: z.email(),
      list: z.array(z.strictObject({ n: z.number().max(5) })).min(1),
      own: z.string().refine((text) => text === 'ok', { error: bilingual('须为 ok。', 'It must be ok.') }),
    });
    const value = {
      size: 1,
      kind: 'c',
      at: '2026-02-30',
      mail: 'no',
      list: [{ n: 6, m: 1 }],
      own: 'no',
      more: 1,
      most: 2,
    };
    expect(await english(schema, { ...value, name: 'four' })).toEqual([
      'name: TooLarge: At most 3 characters.',
      'size: TooSmall: At least 2.',
      'kind: NotAllowed: This value is not allowed here. Check it.',
      'at: WrongFormat: The format is wrong. Check it.',
      'mail: WrongFormat: The format is wrong. Check it.',
      'list.0.n: TooLarge: At most 5.',
      'list.0.m: UnknownField: There is no such field. Leave it out.',
      'own: Invalid: It must be ok.',
      'more: UnknownField: There is no such field. Leave it out.',
      'most: UnknownField: There is no such field. Leave it out.',
    ]);
    expect(await english(schema.pick({ name: true }), {})).toEqual(['name: WrongType: This is required.']);
    expect(await english(schema.pick({ name: true }), { name: 7 })).toEqual([
      'name: WrongType: The type is wrong. See the API description.',
    ]);
  });

  it('is told of a hundred fields at most, however many are wrong', async () => {
    const { errors } = await refused(z.array(z.string()), Array(10_000).fill(1));
    expect(errors).toHaveLength(100);
    const names = Object.fromEntries(
      Array.from({ length: 10_000 }, (_none, index) => [`${index}${'x'.repeat(500)}`, 1]),
    );
    const unknown = (await refused(z.strictObject({}), names)).errors ?? [];
    expect(unknown).toHaveLength(20);
    expect(unknown[0]?.field).toHaveLength(100);
  });

  it('is told as missing where nothing was typed, and counts what it is too few of', async () => {
    const schema = z.object({ name: z.string().min(1), reason: z.string().min(5), list: z.array(z.string()).min(2) });
    expect(await english(schema, { name: '', reason: 'ok', list: [] })).toEqual([
      'name: TooSmall: This is required.',
      'reason: TooSmall: At least 5 characters.',
      'list: TooSmall: At least 2 entries.',
    ]);
  });

  it('says of a bound that is itself not allowed that it is not', async () => {
    expect(await english(z.object({ n: z.number().positive() }), { n: 0 })).toEqual([
      'n: TooSmall: It must be more than 0.',
    ]);
    expect(await english(z.object({ n: z.number().negative() }), { n: 0 })).toEqual([
      'n: TooLarge: It must be less than 0.',
    ]);
  });
});
