import { StandInUserPlatform } from './stand-in.user-platform';

const order = {
  orderId: 'q1',
  uscc: '91350100M000100Y43',
  nameCn: '福州样本',
  loginName: 'FZYB0001',
  mail: 'a@example.com',
};

describe('the stand-in of the outside platform', () => {
  const platform = new StandInUserPlatform();
  it('activates an account, and says so again when asked again', async () => {
    expect(await platform.activate(order)).toEqual({ outcome: 'activated' });
    expect(await platform.activate(order)).toEqual({ outcome: 'activated' });
  });
  it('refuses a user name that it cannot know', async () =>
    expect(await platform.activate({ ...order, loginName: '?' })).toEqual({
      outcome: 'refused',
      cause: 'login-name-unknown',
    }));
});
