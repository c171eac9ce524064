import { recorded } from '@ekey/kernel/testing';
import { serialNumber } from '@ekey/pki';
import { accepted, now, renewalId } from '../testing/example-renewal';
import { whenRenewalKeyAcceptedThenOpenIssuance as effect } from './when-renewal-key-accepted-then-open-issuance.effect';

const key = Buffer.alloc(32, 9);
const form = {
  registeredAddress: '上海市浦东新区示例路1号',
  agent: { name: '张三', idType: 'residentIdentityCard', idNumber: '1' },
  seal: { shape: 'round', widthMm: 40 },
};
const fact = recorded(accepted('signing'), { stream: `issuance.RenewalOrder-${renewalId}` });
const ports = (document: Buffer | null, serialKey = () => Promise.resolve(key)) => ({
  clock: { now: () => now },
  documents: { get: () => Promise.resolve(document) } as never,
  serialKey,
});
const stored = Buffer.from(JSON.stringify(form));

describe('when the key of a renewal is accepted then open the issuance', () => {
  it('draws the serial number of this case, attempt and use, and names the enterprise as the form does', async () => {
    const report = await effect.act(fact, ports(stored));
    expect(report).toEqual({
      type: 'OpenRenewalIssuance',
      data: {
        ...{ attempt: 1, use: 'signing', serial: serialNumber(key, renewalId, 1, 'signing'), now },
        subject: { provinceName: '上海市', localityName: '上海市', organisationName: '上海远帆进出口有限公司' },
      },
    });
    expect(await effect.act(fact, ports(stored))).toEqual(report);
  });
  it('names the province alone where the form was erased', async () =>
    expect(await effect.act(fact, ports(null))).toMatchObject({ data: { subject: { localityName: '上海市' } } }));
  it('is tried again where its key cannot be read', async () =>
    expect(
      effect.act(
        fact,
        ports(stored, () => Promise.reject(new Error('no key'))),
      ),
    ).rejects.toThrow('no key'));
});
