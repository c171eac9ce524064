import type { OrganisationProfile } from './organisation.events';

/** The organisations that specifications speak of. */

export const shanghaiCommission: OrganisationProfile = {
  kind: 'authority',
  name: '上海市商务委员会',
  nameEn: 'Shanghai Municipal Commission of Commerce',
  region: '310000',
  address: '上海市长宁区世贸大厦',
  phone: '021-62750000',
  pickupPoints: [
    {
      id: 'pudong',
      name: '浦东受理点',
      address: '上海市浦东新区合欢路2号',
      hours: '工作日 9:00–17:00',
      phone: '021-68540000',
    },
  ],
};

export const provider: OrganisationProfile = {
  kind: 'provider',
  name: '电子钥匙服务商',
  region: '',
  address: '北京市',
  phone: '010-58103599',
  pickupPoints: [],
};
