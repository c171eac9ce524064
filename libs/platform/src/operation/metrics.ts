import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AboutFigure } from './figures';

/** What Prometheus reads at `/metrics`. Labels are names of routes, reactors and outcomes, never of persons. */
export class Metrics {
  readonly registry = new Registry();
  readonly commands = new Histogram({
    name: 'ekey_command_seconds',
    help: 'Time from a command to its durable outcome',
    labelNames: ['category', 'command', 'outcome'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [this.registry],
  });
  readonly requests = new Histogram({
    name: 'ekey_http_request_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  readonly unserved = new Counter({
    name: 'ekey_http_unserved_total',
    help: 'Requests answered 5xx by a fault, or on purpose: busy, stopping, a reader ahead of his view (behind)',
    labelNames: ['because'],
    registers: [this.registry],
  });
  readonly parked = new Gauge({
    name: 'ekey_reactor_parked_cases',
    help: 'Cases whose facts wait for a fault to be mended',
    labelNames: ['service', 'reactor'],
    registers: [this.registry],
  });
  readonly halted = new Gauge({
    name: 'ekey_reactor_halted',
    help: '1 where a reactor stands still until a fault of its own is mended',
    labelNames: ['service', 'reactor'],
    registers: [this.registry],
  });
  readonly position = new Gauge({
    name: 'ekey_reactor_position',
    help: 'Position of the last fact that a reactor has dealt with',
    labelNames: ['service', 'reactor'],
    registers: [this.registry],
  });
  readonly standstill = new Gauge({
    name: 'ekey_reactor_standstill_seconds',
    help: 'For how long a reactor that has something to do has not moved',
    labelNames: ['service', 'reactor'],
    registers: [this.registry],
  });
  readonly delay = new Gauge({
    name: 'ekey_reactor_delay_seconds',
    help: 'How old the last fact was when a reactor had dealt with it',
    labelNames: ['service', 'reactor'],
    registers: [this.registry],
  });
  readonly faults = new Counter({
    name: 'ekey_reactor_faults_total',
    help: 'Facts parked and reactors halted',
    labelNames: ['service', 'reactor'],
    registers: [this.registry],
  });

  private readonly figures = new Map<string, Gauge>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    // From the first one on: what appears with a 1 has not grown for Prometheus.
    for (const because of ['fault', 'busy', 'stopping', 'behind']) this.unserved.inc({ because }, 0);
  }

  /** The gauge of a figure that services tell, made when it is first told. */
  figure({ name, help, labels }: AboutFigure): Gauge {
    const known = this.figures.get(name);
    if (known !== undefined) return known;
    const gauge = new Gauge({ name, help, labelNames: ['service', ...labels], registers: [this.registry] });
    this.figures.set(name, gauge);
    return gauge;
  }

  /** What was read before is not told again: what is gone would stay. */
  forgetReadings(): void {
    for (const gauge of [this.parked, this.halted, this.standstill, ...this.figures.values()]) gauge.reset();
  }
}
