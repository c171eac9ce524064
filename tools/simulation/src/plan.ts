import type { View } from '@ekey/kernel';
import { decidersOf, type AnyDecider, type ServiceDefinition } from '@ekey/platform';
import { consumersOf, type Consumer, type StandIns } from './consumers';

/** What does not change while a house is lived in. */
export class Plan {
  readonly deciders: ReadonlyMap<string, AnyDecider>;
  readonly consumers: readonly Consumer[];
  private readonly views: ReadonlyMap<string, View<object, unknown>>;
  private readonly interested = new Map<string, readonly Consumer[]>();

  constructor(services: readonly ServiceDefinition[], standIns: StandIns) {
    this.deciders = new Map(services.flatMap(decidersOf).map((decider) => [decider.category, decider]));
    this.consumers = consumersOf(services, standIns);
    const names = this.consumers.map(({ name }) => name);
    const double = names.find((name, index) => names.indexOf(name) < index);
    if (double !== undefined) throw new Error(`two are called ${double}`);
    this.views = new Map(
      services.flatMap(({ name, views }) =>
        views.map((view) => [`${name}/${view.name}`, view as View<object, unknown>]),
      ),
    );
  }

  decider(category: string): AnyDecider {
    const decider = this.deciders.get(category);
    if (decider === undefined) throw new Error(`nobody decides on ${category}`);
    return decider;
  }

  view(name: string): View<object, unknown> {
    const view = this.views.get(name);
    if (view === undefined) throw new Error(`there is no view ${name}`);
    return view;
  }

  consumer(name: string): Consumer {
    const consumer = this.consumers.find((each) => each.name === name);
    if (consumer === undefined) throw new Error(`nobody is called ${name}`);
    return consumer;
  }

  consumersOf(source: string, type: string): readonly Consumer[] {
    const key = `${source} ${type}`;
    const known =
      this.interested.get(key) ?? this.consumers.filter((each) => each.source === source && each.handles(type));
    this.interested.set(key, known);
    return known;
  }
}
