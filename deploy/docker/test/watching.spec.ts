import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Metrics } from '@ekey/platform';
import { intakeModule } from '@ekey/intake';
import { issuanceModule } from '@ekey/issuance';
import { notifyModule } from '@ekey/notify';
import { renewalModule } from '@ekey/renewal';
import { reviewModule } from '@ekey/review';
import { parse } from 'yaml';
import { SERVICES } from '../src';
import { readCompose, ROOT } from './compose-file';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string }[];
}

const text = (file: string): string => readFileSync(path.join(ROOT, 'deploy', file), 'utf8');
const rules = (parse(text('prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (each) => each.rules,
);
const { panels } = JSON.parse(text('grafana/dashboards/ekey.json')) as { panels: readonly Panel[] };
const nothing = {} as never;
const services = [intakeModule(nothing), reviewModule, issuanceModule(nothing), renewalModule(), notifyModule(nothing)];

/** Series that Prometheus itself makes, and those of the process that its client for Node counts. */
const OF_PROMETHEUS = ['up'];

/** Every name that may be asked for: of a histogram, those of its parts. */
async function known(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { registry } = new Metrics();
  const names = new Map<string, readonly string[]>();
  for (const { name, type, values } of await registry.getMetricsAsJSON()) {
    const labels = labelsOf(registry.getSingleMetric(name), values);
    const parts = String(type) === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
    for (const part of parts) names.set(`${name}${part}`, part === '_bucket' ? [...labels, 'le'] : labels);
  }
  for (const { about } of services.flatMap(({ figures }) => figures))
    names.set(about.name, ['service', ...about.labels]);
  return names;
}

const labelsOf = (metric: unknown, values: readonly { labels: object }[]): readonly string[] => [
  ...((metric as { labelNames?: readonly string[] }).labelNames ?? []),
  ...values.flatMap(({ labels }) => Object.keys(labels)),
];

/** The series that an expression asks for, each with the labels it is chosen by. */
const askedIn = (expression: string): readonly { readonly name: string; readonly labels: readonly string[] }[] =>
  [...expression.matchAll(/\b((?:ekey|process|nodejs)_[a-z_]+|up)\b(?:\{([^}]*)\})?/g)].map(
    ([, name = '', chosen = '']) => ({
      name,
      labels: [...chosen.matchAll(/([a-z]+)[=!]/g)].map(([, label]) => label as string),
    }),
  );

const expressions = [
  ...rules.map(({ alert, expr }) => [`alert ${alert}`, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`panel ${title}`, expr] as const)),
];

describe('what is watched', () => {
  it.each(expressions)('%s asks for what the services tell, by labels that it has', async (_name, expression) => {
    const names = await known();
    const asked = askedIn(expression);
    expect(asked.length).toBeGreaterThan(0);
    for (const { name, labels } of asked) {
      if (OF_PROMETHEUS.includes(name)) continue;
      expect([...names.keys()]).toContain(name);
      // Whatever is scraped has these two beside its own.
      const own = [...(names.get(name) ?? []), 'job', 'process'];
      for (const label of labels) expect(own).toContain(label);
    }
  });

  it('covers what the operators were promised', () => {
    const asked = new Set(
      panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => askedIn(expr)).map(({ name }) => name)),
    );
    for (const name of [
      ...['ekey_cases', 'ekey_deadlines', 'ekey_reactor_delay_seconds', 'ekey_reactor_standstill_seconds'],
      ...['ekey_reactor_parked_cases', 'ekey_reactor_halted', 'ekey_crl_seconds'],
    ])
      expect(asked).toContain(name);
  });

  it.each(['ekey_crl_seconds', 'ekey_match_age_seconds'])(
    'misses %s too, which nobody tells before there is something that can grow old',
    (name) => {
      const missing = rules.filter(({ expr }) => new RegExp(`^absent\\(${name}\\b`).test(expr));
      expect(missing).toHaveLength(1);
    },
  );

  it('pages for an old revocation list by the life that it has, and never while all goes well, however short that is', () => {
    const { expr } = rules.find(({ alert }) => alert === 'RevocationListOld') as Rule;
    const [, share] = /time="left"\} < ignoring \(time\) \(ekey_crl_seconds\{time="age"\} \/ (\d+)\)/.exec(expr) ?? [];
    for (const minutes of [1, 2, 10, 20, 60]) {
      // Made anew at half its life, by a clock that looks every 15 seconds.
      const oldest = minutes * 30 + 15;
      expect(minutes * 60 - oldest).toBeGreaterThan(oldest / Number(share));
    }
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s leads to a page that says what to do',
    (_alert, rule) => {
      expect(rule.labels.severity).toMatch(/^(page|ticket)$/);
      expect(rule.annotations.summary).not.toBe('');
      const page = path.join(ROOT, rule.annotations.runbook);
      expect(existsSync(page)).toBe(true);
      for (const part of ['**Seen:**', '**Means:**', '**Do:**']) expect(readFileSync(page, 'utf8')).toContain(part);
    },
  );

  it('leaves no page without somebody who is led to it', () => {
    const led = new Set([...rules.map(({ annotations }) => path.basename(annotations.runbook)), ...linked()]);
    expect(readdirSync(path.join(ROOT, 'docs/runbooks')).filter((page) => !led.has(page))).toEqual([]);
  });

  it('asks every service where it answers', () => {
    const { scrape_configs: jobs } = parse(text('prometheus/prometheus.yml')) as {
      scrape_configs: { job_name: string; dns_sd_configs?: { names: string[]; port: number }[] }[];
    };
    const [found] = jobs.find(({ job_name: name }) => name === 'ekey')?.dns_sd_configs ?? [];
    expect(found).toMatchObject({ names: SERVICES, port: 8080 });
    for (const service of SERVICES)
      expect(readCompose().services[service]?.networks).toEqual(expect.arrayContaining(['inside']));
  });
});

describe('the dashboard', () => {
  it('asks the source that is provisioned with it', () => {
    const { datasources } = parse(text('grafana/provisioning/datasources/prometheus.yml')) as {
      datasources: { uid: string; url: string }[];
    };
    expect(datasources.map(({ url }) => url)).toEqual(['http://prometheus:9090']);
    for (const { datasource } of panels) expect(datasource.uid).toBe(datasources[0]?.uid);
  });

  it('has each panel once, and none above another', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_cell, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

/** Runbooks that other runbooks lead to. */
function linked(): readonly string[] {
  const folder = path.join(ROOT, 'docs/runbooks');
  return readdirSync(folder).flatMap((page) =>
    [...readFileSync(path.join(folder, page), 'utf8').matchAll(/\]\(([a-z-]+\.md)/g)].map(
      ([, target]) => target as string,
    ),
  );
}
