import type { SessionStore } from '../security/session-store';

/** A store whose first answer about a kind is kept back until a second caller has asked as well: so two processes meet there. */
export function meetingAt(kind: string, store: SessionStore): SessionStore {
  let asked = 0;
  let meet = (): void => undefined;
  const met = new Promise<void>((resolve) => (meet = resolve));
  const answered = async <Answer>(of: string, answer: Promise<Answer>): Promise<Answer> => {
    const given = await answer;
    if (of !== kind) return given;
    asked += 1;
    if (asked === 2) meet();
    await met;
    return given;
  };
  return {
    set: (of, ...rest) => answered(of, store.set(of, ...rest)),
    setIfAbsent: (of, ...rest) => answered(of, store.setIfAbsent(of, ...rest)),
    get: <Value>(of: string, id: string) => answered(of, store.get<Value>(of, id)),
    list: <Value>(of: string, idPrefix: string) => answered(of, store.list<Value>(of, idPrefix)),
    take: <Value>(of: string, id: string) => answered(of, store.take<Value>(of, id)),
    delete: (of, id) => answered(of, store.delete(of, id)),
    deleteAll: (of, idPrefix) => answered(of, store.deleteAll(of, idPrefix)),
  };
}
