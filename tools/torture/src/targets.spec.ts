import { Mistyped } from './mistyped';
import { engineOf, targetsIn, viewStoreFor, weightsOf } from './targets';

describe('what is killed', () => {
  it('is named between commas, and is everything where nothing is said', () => {
    expect(targetsIn('services,smtp')).toEqual(['services', 'smtp']);
    expect(targetsIn(undefined)).toEqual(['services', 'kafka', 'minio', 'smtp', 'views']);
    expect(Object.keys(weightsOf(targetsIn('kafka,minio')))).toEqual(['kafka', 'minio']);
  });
  it('is nothing that is not there', () => {
    expect(() => targetsIn('services,kurrent')).toThrow('not to be killed: kurrent; there are services,kafka');
    expect(() => targetsIn('')).toThrow(Mistyped);
  });
  it('is a view store only where it keeps its data through that', () => {
    expect(viewStoreFor(targetsIn('services'))).toBe('mongojava');
    expect(engineOf('views', viewStoreFor(targetsIn('services,views')))).toBe('ferretdb');
    expect(engineOf('kafka', 'ferretdb')).toBe('kafka');
  });
});
