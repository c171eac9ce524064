import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

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
  readonly faults = new Counter({
    name: 'ekey_reactor_faults_total',
    help: 'Facts parked and reactors halted',
    labelNames: ['service', 'reactor'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
