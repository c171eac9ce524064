import fc from 'fast-check';
import { serialNumber } from './serial-number';

const KEY = Buffer.alloc(32, 7);

describe('A serial number', () => {
  it('is the same whenever it is drawn again', () => {
    expect(serialNumber(KEY, 'case-1', 1, 'signing')).toBe(serialNumber(KEY, 'case-1', 1, 'signing'));
    expect(serialNumber(KEY, 'case-1', 1, 'signing')).toBe('40E6026B55BC5B41914FA93C532E8CB3');
  });

  it('differs by key, case, attempt and use', () => {
    const serials = [
      serialNumber(KEY, 'case-1', 1, 'signing'),
      serialNumber(KEY, 'case-1', 1, 'encryption'),
      serialNumber(KEY, 'case-1', 2, 'signing'),
      serialNumber(KEY, 'case-2', 1, 'signing'),
      serialNumber(Buffer.alloc(32, 8), 'case-1', 1, 'signing'),
    ];
    expect(new Set(serials).size).toBe(5);
  });

  it('has always 16 octets, positive, in upper-case hex without a leading zero', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 99 }), (caseId, attempt) =>
        /^[4-7][0-9A-F]{31}$/.test(serialNumber(KEY, caseId, attempt, 'signing')),
      ),
    );
  });

  it('is not drawn with a short key or for half an attempt', () => {
    expect(() => serialNumber(Buffer.alloc(16), 'case-1', 1, 'signing')).toThrow(RangeError);
    expect(() => serialNumber(KEY, 'case-1', 1.5, 'signing')).toThrow(RangeError);
  });
});
