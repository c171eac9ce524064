import type { PipeTransform } from '@nestjs/common';
import { checkUsccShape } from '@ekey/identifiers';
import { notFound } from '@ekey/platform';

/** A 统一社会信用代码 in an address, taken in every form it is typed, as in a body. At what is none there is nothing. */
export class UsccInAddress implements PipeTransform<string, string> {
  /** @throws notFound */
  transform(typed: string): string {
    const checked = checkUsccShape(typed);
    if (!checked.ok) throw notFound();
    return checked.value;
  }
}
