import {
  certificateRequestRequest,
  failureRequest,
  finalReviewRequest,
  handOverRequest,
  ordersQuery,
  pinLetterRequest,
  productionRequest,
} from './orders.requests';
import { parcelRequest } from './parcels.requests';
import { stockRequest } from './tokens.requests';

interface Schema {
  safeParse(value: unknown): { success: boolean };
}
const judges = (expected: boolean, schema: Schema, values: readonly unknown[]): void => {
  for (const value of values) expect([value, schema.safeParse(value).success]).toEqual([value, expected]);
};
/** What is refused stands beside what is taken: it differs from that in what it is refused for. */
const takes = (schema: Schema, ...values: readonly unknown[]): void => judges(true, schema, values);
const refuses = (schema: Schema, ...values: readonly unknown[]): void => judges(false, schema, values);

describe('what is taken in', () => {
  it('a token by the number that is printed on it, in its normal form', () => {
    expect(productionRequest.parse({ tokenSerial: ' ｅｋ2026０001 ' })).toEqual({ tokenSerial: 'EK20260001' });
    refuses(
      productionRequest,
      {},
      { tokenSerial: 'EK' },
      { tokenSerial: 'EK 1234' },
      { tokenSerial: '../../etc' },
      { tokenSerial: 7 },
    );
    refuses(
      productionRequest,
      { tokenSerial: 'EK20260001', more: 1 },
      JSON.parse('{"tokenSerial":"EK20260001","__proto__":{}}'),
    );
  });
  it('a request of bounded size for one of the two uses', () => {
    takes(certificateRequestRequest, { use: 'signing', request: 'x' }, { use: 'encryption', request: 'x' });
    takes(certificateRequestRequest, { use: 'signing', request: 'x'.repeat(20_000) });
    refuses(
      certificateRequestRequest,
      { use: 'root', request: 'x' },
      { use: 'signing', request: '' },
      { use: 'signing', request: 'x'.repeat(20_001) },
    );
  });
  it('no invisible characters in what people write', () => {
    takes(pinLetterRequest, { letterNumber: 'L1' });
    refuses(pinLetterRequest, { letterNumber: 'L\u202e1' }, { letterNumber: '\u0000' }, { letterNumber: ' ' });
  });
  it('a remark in lines, however their breaks were typed, and nothing else that cannot be seen', () => {
    const failure = (remark: string) => ({ ground: 'other', remark });
    expect(failureRequest.parse(failure(' 缺件。\r\n请补齐。\r谢谢 '))).toEqual(failure('缺件。\n请补齐。\n谢谢'));
    refuses(failureRequest, failure('\r\n'), failure('a\tb'), failure('a\n\u202eb'));
  });
  it('two people for the stock', () => {
    takes(stockRequest, { tokenSerial: 'EK20260001', model: 'UK-3', witness: 'spl-2' });
    refuses(stockRequest, { tokenSerial: 'EK20260001', model: 'UK-3' });
  });
  it('each token of a parcel once', () => {
    const parcel = { agencyId: 'a', pickupPointId: 'p', carrier: '顺丰速运', trackingNumber: 'SF1000001' };
    expect(parcelRequest.safeParse({ ...parcel, tokens: ['EK20260001'] }).success).toBe(true);
    refuses(parcelRequest, { ...parcel, tokens: [] }, { ...parcel, tokens: ['EK20260001', 'ek20260001'] });
  });
  it('reasons of the counter only, for what they can be said of', () => {
    const fail = (code: string, target: string) => ({
      verdict: 'fail',
      reasons: [{ code, target }],
      correctable: true,
      remark: '缺件',
    });
    expect(finalReviewRequest.safeParse(fail('T01', 'business-licence')).success).toBe(true);
    expect(finalReviewRequest.safeParse(fail('T03', 'counter')).success).toBe(true);
    refuses(finalReviewRequest, fail('A01', 'application-form'), fail('T01', 'counter'), fail('T99', 'counter'));
    refuses(
      finalReviewRequest,
      { ...fail('T01', 'business-licence'), reasons: [] },
      { verdict: 'fail' },
      { verdict: 'maybe' },
    );
  });
  it('a signed receipt', () => {
    const collector = { kind: 'authorised-user', name: '张三', idType: 'residentIdentityCard', idNumber: '1' };
    takes(handOverRequest, { tokenSerial: 'EK20260001', collector, receiptSigned: true });
    refuses(
      handOverRequest,
      { tokenSerial: 'EK20260001', collector },
      { tokenSerial: 'EK20260001', collector, receiptSigned: false },
    );
  });
  it('a list of known statuses', () => {
    expect(ordersQuery.parse({ state: 'to-make,producing' }).state).toEqual(['to-make', 'producing']);
    refuses(ordersQuery, { state: 'finished' }, { due: 'tomorrow' }, { limit: '500' }, { unknown: '1' });
  });
});
