import { Refused, until } from '../http-client';

const NOT_YET = ['NoKeyHeld', 'KeyNotHeld'];

/** What is begun for a key that was handed over just now: the slots of its enterprise hear of it a moment later. */
export async function onceTheKeyIsKnown<Begun>(begin: () => Promise<Begun>): Promise<Begun> {
  const begun = await until(
    'the key is known to be held',
    () => begin().catch(nullWhereNotYet),
    (answer) => answer !== null,
  );
  return begun as Begun;
}

function nullWhereNotYet(error: unknown): null {
  if (error instanceof Refused && NOT_YET.includes(error.answer.body.code)) return null;
  throw error;
}
