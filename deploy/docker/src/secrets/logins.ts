import { SERVICES } from './secret-plan';

type PasswordOf = (file: string) => string;

const PLAIN_LOGIN = 'org.apache.kafka.common.security.plain.PlainLoginModule';

/**
 * Who may log in to the broker, as its own login module reads it (JAAS). The broker speaks to itself as `admin`. Passwords are
 * base64url, so that nothing in them has to be quoted.
 */
export function kafkaLogins(passwordOf: PasswordOf): string {
  const admin = passwordOf('kafka-admin-password');
  const users = [
    ['admin', admin],
    ...SERVICES.map((service) => [`ekey-${service}`, passwordOf(`${service}/kafka-password`)]),
  ];
  return [
    'KafkaServer {',
    `  ${PLAIN_LOGIN} required`,
    `  username="admin" password="${admin}"`,
    ...users.map(([user, password], index) => `  user_${user}="${password}"${index === users.length - 1 ? ';' : ''}`),
    '};',
    '',
  ].join('\n');
}

/** Who may hand in mails at the mail catcher. */
export const mailLogins = (passwordOf: PasswordOf): string => `ekey-notify:${passwordOf('notify/smtp-password')}\n`;
