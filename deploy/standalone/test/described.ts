import { witnessed } from '@ekey/journeys';
import { DescribedAnswers } from '@ekey/platform/testing';

/** From now on every answer of this origin has to be what its OpenAPI documents say. */
export function answersAsDescribed(url: string): void {
  const described = new DescribedAnswers(url);
  witnessed(url, (exchange) => described.check(exchange));
}
