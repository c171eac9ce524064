/** Nobody answered in time. What was asked for may have been done all the same. */
export class Overdue extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${Math.round(milliseconds)} ms`);
    this.name = 'Overdue';
  }
}

/**
 * Settles as the work does, if it does so in time; what becomes of it later is nobody's business.
 * @param overdue made only where it is needed: an error looks where it comes from when it is made, which is dear for every
 * question to a server.
 * @throws `overdue`.
 */
export async function within<Result>(
  milliseconds: number,
  work: Promise<Result>,
  overdue: () => Error = () => new Overdue(milliseconds),
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(overdue()), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
