import type { Config } from '@ekey/platform';
import type { PrintoutSettings } from '@ekey/printouts';

/** For so long a 授权委托书 holds; the whole procedure, with a remake and a late collection, fits well into it. */
const ATTORNEY_MONTHS = 12;

/** What stands on every printout by the operator's configuration. */
export const printoutSettings = ({
  HOTLINE,
  PROVIDER_NAME,
  PROVIDER_ADDRESS,
  PORTAL_URL,
  SERVICE_URL,
}: Config): PrintoutSettings => ({
  hotline: HOTLINE,
  provider: PROVIDER_NAME,
  addresses: [
    { label: '在线填报系统网址', value: PORTAL_URL },
    { label: '服务网址', value: SERVICE_URL },
    { label: '服务商地址', value: PROVIDER_ADDRESS },
  ],
  attorneyMonths: ATTORNEY_MONTHS,
});
