import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generalProblems } from '@ekey/platform';
import { SERVICES } from '../src';
import { readCompose, ROOT } from './compose-file';

const config = readFileSync(path.join(ROOT, 'deploy/gateway/nginx.conf'), 'utf8');
const compose = readCompose();
const place = { EKEY_UID: '1000', EKEY_GID: '1000', EKEY_DATA: '/srv/ekey' };

/** The server that listens at a port, as text. */
const serverAt = (port: number): string => {
  const servers = config.split(/^ {2}server \{$/m).slice(1);
  return servers.find((server) => server.includes(`listen ${port}`)) ?? '';
};
/** Where a path leads, by the expressions of a server's locations. */
const leads = (server: string, asked: string): boolean =>
  [...server.matchAll(/location ~ (\S+) \{/g)].some(([, expression = '']) => new RegExp(expression).test(asked));

describe('the gateway', () => {
  it.each(SERVICES)('leads to %s, and finds it where Docker has put it by now', (service) => {
    expect(leads(serverAt(8443), `/api/${service}/v1/anything`)).toBe(true);
    expect(config).toContain(`upstream ${service} {`);
    expect(config).toContain(`server ${service}:8080 resolve;`);
    expect(compose.services[service]?.environment?.PORT).toBe('8080');
  });

  it.each(['/metrics', '/health/ready', '/api/elsewhere/v1', '/api/intakes/v1', '/'])('leads nobody to %s', (asked) => {
    expect(leads(serverAt(8443), asked)).toBe(false);
  });

  it('gives in clear only what whoever checks a certificate asks for', () => {
    const open = serverAt(8080);
    for (const asked of ['crl', 'ocsp', 'ocsp/MFEw', 'ca.pem', 'ca.cer'])
      expect(leads(open, `/api/issuance/v1/${asked}`)).toBe(true);
    for (const asked of ['/api/issuance/v1/orders', '/api/issuance/v1/crls', '/api/intake/v1/sessions'])
      expect(leads(open, asked)).toBe(false);
  });

  it.each([
    [undefined, ''],
    ['443', ''],
    ['9443', ':9443'],
  ])('leads from there to where Compose publishes what is not in clear: with %s, at $host%s', (port, named) => {
    const given = { ...place, ...(port === undefined ? {} : { EKEY_HTTPS_PORT: port }) };
    const { environment = {} } = readCompose(given).services.gateway ?? {};
    const template = readFileSync(path.join(ROOT, 'deploy/gateway/tls-port.conf.template'), 'utf8');
    const filledIn = template.replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => environment[name] ?? '');
    const [, asked = 'none', known, otherwise] =
      /^map (\d+) \$tls_port \{\s+(\d+) '';\s+default '(:\d+)';\s+\}$/m.exec(filledIn) ?? [];
    expect(asked === known ? '' : otherwise).toBe(named);
    expect(serverAt(8080)).toContain('return 308 https://$host$tls_port$request_uri;');
  });

  const mapped = (variable: string): ReadonlyMap<string, string> => {
    const [, entries = ''] = new RegExp(`map \\$\\w+ \\$${variable} \\{\\n([^}]*)\\n {2}\\}`).exec(config) ?? [];
    return new Map([...entries.matchAll(/^ +(\S+) '?(.*?)'?;$/gm)].map(([, from = '', to = '']) => [from, to]));
  };

  it('refuses in words of the services, under their codes', () => {
    const codes = mapped('problem_code');
    const [zh, en] = [mapped('problem_zh'), mapped('problem_en')];
    expect(codes.get('413')).toBe('BodyTooLarge');
    for (const [status, code] of codes) {
      const words = { code, zh: zh.get(code), en: en.get(code) };
      expect(generalProblems).toContainEqual(expect.objectContaining(words));
      if (status !== 'default' && !status.startsWith('50'))
        expect(generalProblems).toContainEqual(expect.objectContaining({ ...words, status: Number(status) }));
    }
  });

  it('says in a refusal all that every problem document says', () => {
    const [, document = ''] = /default '(\{.*\})';/.exec(config) ?? [];
    const filledIn = JSON.parse(document.replaceAll('$status', '413').replaceAll(/\$\w+/g, 'x')) as object;
    expect(Object.keys(filledIn)).toEqual(['type', 'title', 'status', 'code', 'instance', 'messages']);
    expect(filledIn).toMatchObject({ status: 413, messages: { 'zh-CN': 'x', en: 'x' } });
    expect(config.match(/location @problem \{[^}]*return 200 \$problem;/g)).toHaveLength(2);
  });

  it('finds what the image’s own start has filled in', () => {
    const { environment = {}, volumes = [], command = [] } = compose.services.gateway ?? {};
    // The start looks for templates before nginx, where it is what is run.
    expect(command[0]).toBe('nginx');
    expect(volumes).toContain(`./deploy/gateway:${environment.NGINX_ENVSUBST_TEMPLATE_DIR}:ro`);
    expect(config).toContain(`include ${environment.NGINX_ENVSUBST_OUTPUT_DIR}/tls-port.conf;`);
  });

  it('reads its certificate where Compose lays it, and listens where Compose publishes', () => {
    for (const secret of ['gateway.crt', 'gateway-key.pem']) expect(config).toContain(`/run/secrets/${secret};`);
    const published = compose.services.gateway?.ports?.map((port) => port.split(':').at(-1));
    expect(published).toEqual(['8443', '8080', '8444']);
    for (const port of published ?? []) expect(serverAt(Number(port))).not.toBe('');
  });

  it('believes nothing that a caller says of where he is, and writes down nothing that he asks by name', () => {
    expect(config).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
    expect(config).not.toContain('proxy_add_x_forwarded_for');
    const [, format = ''] = /log_format told escape=json ([^;]+);/.exec(config) ?? [];
    expect(format).toContain('$status');
    expect(format).not.toMatch(/\$(args|query_string|request_uri|request|remote_addr|http_|cookie_)\b/);
  });

  it('sends what fails to where it is told as a problem only where that place is', () => {
    const [ofAll = '', ...servers] = config.split(/^ {2}server \{$/m);
    const sent = [ofAll, ...servers].map((text) => /error_page [^;]+ @problem;/.test(text));
    const told = servers.map((server) => server.includes('location @problem {'));
    expect(servers.map((_server, index) => sent[0] || sent[index + 1])).toEqual(told);
    expect(told.filter(Boolean)).toHaveLength(2);
  });

  it('has as many processes as it may use processors, whatever machine it is on', () => {
    const [, processes] = /^worker_processes (\S+);$/m.exec(config) ?? [];
    expect(Number(processes)).toBe(compose.services.gateway?.cpus);
  });

  it('writes nowhere but where it may', () => {
    const places = [...config.matchAll(/(?:_temp_path|^pid|access_log|error_log) (\S+?)[; ]/gm)].map(
      ([, place]) => place,
    );
    expect(places.filter((place) => !/^(\/tmp\/|\/dev\/stdout$|stderr$|off$)/.test(place ?? ''))).toEqual([]);
  });
});
