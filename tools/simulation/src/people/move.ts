import type { Case } from '../cast';
import type { House } from '../house';

/**
 * What somebody tries in one case; `pick` chooses persons, documents and grounds. Refusals are his to live with.
 * @returns whether it changed something
 */
export type Move = (house: House, of: Case, pick: number) => boolean;
