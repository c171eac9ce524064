import {
  accountKey,
  reject,
  viewPart,
  type AsStored,
  type Command,
  type Decider,
  type Effect,
  type Fact,
  type PersonalData,
  type Policy,
  type Publisher,
  type Sealed,
  type View,
} from '@ekey/kernel';
import type { RecordedPublished } from '@ekey/contracts';

/** The smallest service that has one of everything: things are put on shelves, and a bell is rung for some of them. */
export type ShelfEvent =
  | Fact<'ShelfBuilt', { readonly owner: string | null; readonly builtAt: string }>
  | Fact<'ThingPut', { readonly thing: string; readonly putAt: string }>
  | Fact<'BellRung', { readonly thing: string }>
  | Fact<'ShelfClosed', { readonly closedAt: string }>;
export type ShelfCommand =
  | Command<'BuildShelf', { readonly owner: string; readonly now: string }>
  | Command<'PutThing', { readonly thing: string; readonly now: string }>
  | Command<'RecordBell', { readonly thing: string }>
  | Command<'CloseShelf', { readonly now: string }>;
export type ShelfRejection = 'NoShelf' | 'ShelfStands' | 'ShelfIsClosed' | 'ShelfIsFull';

export const SHELF_HOLDS = 3;
const shelfPersonal = {
  owner: (_event, streamId) => accountKey(streamId),
  fields: { ShelfBuilt: ['owner'] },
} as const satisfies PersonalData<ShelfEvent>;
type StoredShelfEvent = AsStored<ShelfEvent, typeof shelfPersonal>;

export interface ShelfState {
  readonly stands: boolean;
  readonly closed: boolean;
  readonly owner: string | null;
  readonly things: readonly string[];
}

export const shelf: Decider<ShelfCommand, ShelfState, ShelfEvent, ShelfRejection> = {
  category: 'notify.Shelf',
  initial: { stands: false, closed: false, owner: null, things: [] },
  personal: shelfPersonal,
  decide: (command, { stands, closed, things }) => {
    if (command.type === 'BuildShelf')
      return stands
        ? reject('ShelfStands')
        : [{ type: 'ShelfBuilt', data: { owner: command.data.owner, builtAt: command.data.now } }];
    if (!stands) return reject('NoShelf');
    switch (command.type) {
      case 'PutThing':
        if (closed) return reject('ShelfIsClosed');
        if (things.length === SHELF_HOLDS) return reject('ShelfIsFull', { holds: SHELF_HOLDS });
        return [{ type: 'ThingPut', data: { thing: command.data.thing, putAt: command.data.now } }];
      case 'RecordBell':
        return [{ type: 'BellRung', data: { thing: command.data.thing } }];
      case 'CloseShelf':
        return closed ? [] : [{ type: 'ShelfClosed', data: { closedAt: command.data.now } }];
    }
  },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'ShelfBuilt':
        return { ...state, stands: true, owner: data.owner };
      case 'ThingPut':
        return { ...state, things: [...state.things, data.thing] };
      case 'ShelfClosed':
        return { ...state, closed: true };
      default:
        return state;
    }
  },
};

/** Told of what is dangerous; refuses as long as it is not armed, which no policy could foresee. */
export type AlarmEvent = Fact<'AlarmArmed'> | Fact<'AlarmRaised', { readonly shelf: string }>;
export type AlarmCommand = Command<'ArmAlarm'> | Command<'RaiseAlarm', { readonly shelf: string }>;
export type AlarmRejection = 'AlarmIsNotArmed';

export const alarm: Decider<AlarmCommand, { readonly armed: boolean }, AlarmEvent, AlarmRejection> = {
  category: 'notify.Alarm',
  initial: { armed: false },
  decide: (command, { armed }) => {
    if (command.type === 'ArmAlarm') return armed ? [] : [{ type: 'AlarmArmed', data: {} }];
    return armed ? [{ type: 'AlarmRaised', data: command.data }] : reject('AlarmIsNotArmed');
  },
  evolve: (state, { type }) => (type === 'AlarmArmed' ? { armed: true } : state),
};

export interface ShelfContents {
  readonly shelf: string;
  readonly owner: Sealed | null;
  readonly things: readonly string[];
  readonly open: number;
  readonly builtAt: string;
  /** What the notice that was published about it says; none as long as it has not come back. */
  readonly published: string | null;
  readonly revision: number;
}

const shelfOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** "What stands on this shelf?", from the service's own facts and from what it published. */
export const shelfContents = (
  version: number,
): View<{ own: ShelfContents; told: { purpose: string } }, ShelfContents> => ({
  name: 'shelf-contents',
  version,
  parts: {
    own: viewPart<ShelfContents, StoredShelfEvent>({
      from: 'own',
      category: 'notify.Shelf',
      on: ['ShelfBuilt', 'ThingPut', 'ShelfClosed'],
      key: ({ meta }) => shelfOf(meta.stream),
      project: (part, fact) => {
        const { stream, revision } = fact.meta;
        if (fact.type === 'ShelfBuilt') {
          const { owner, builtAt } = fact.data;
          return { shelf: shelfOf(stream), owner, things: [], open: 1, builtAt, published: null, revision };
        }
        if (part === null) return null;
        if (fact.type === 'ThingPut') return { ...part, things: [...part.things, fact.data.thing], revision };
        return { ...part, open: 0, revision };
      },
    }),
    told: viewPart<{ purpose: string }, RecordedPublished<'notify.NoticeAbandoned.v1'>>({
      from: 'notify.events',
      category: 'notify.Shelf',
      on: ['notify.NoticeAbandoned.v1'],
      key: ({ data }) => data.noticeId,
      project: (_part, { data }) => ({ purpose: data.purpose }),
    }),
  },
  answer: ({ own, told }) => (own === undefined ? null : { ...own, published: told?.purpose ?? null }),
  indexes: { open: ({ open }) => open, builtAt: ({ builtAt }) => builtAt },
});

type Own<Type extends ShelfEvent['type']> = Extract<ShelfEvent, { readonly type: Type }>;

export const whenDynamiteIsPutThenRaiseTheAlarm: Policy<Own<'ThingPut'>, AlarmCommand> = {
  name: 'when-dynamite-is-put-then-raise-the-alarm',
  from: 'own',
  on: ['ThingPut'],
  react: ({ data, meta }) =>
    data.thing === 'dynamite'
      ? [{ id: 'house', command: { type: 'RaiseAlarm', data: { shelf: shelfOf(meta.stream) } } }]
      : [],
};

/** From the topic back to the stream: what was published closes the shelf. */
export const whenPublishedThenCloseTheShelf: Policy<RecordedPublished<'notify.NoticeAbandoned.v1'>, ShelfCommand> = {
  name: 'when-published-then-close-the-shelf',
  from: 'notify.events',
  on: ['notify.NoticeAbandoned.v1'],
  react: ({ data }) => [{ id: data.noticeId, command: { type: 'CloseShelf', data: { now: data.abandonedAt } } }],
};

export interface Bell {
  ring(thing: string): Promise<void>;
}

export const whenABellIsPutThenRing: Effect<Own<'ThingPut'>, ShelfCommand, Bell> = {
  name: 'when-a-bell-is-put-then-ring',
  on: ['ThingPut'],
  act: async ({ data: { thing } }, bell) => {
    if (!thing.startsWith('bell')) return null;
    await bell.ring(thing);
    return { type: 'RecordBell', data: { thing } };
  },
};

/** Topics take nothing but what the contracts know, so a shelf that gets a notice board says so in the words of another. */
export const shelfPublisher: Publisher<ShelfEvent> = {
  service: 'notify',
  publish: ({ type, data, meta }) =>
    type === 'ThingPut' && data.thing.startsWith('notice')
      ? {
          type: 'notify.NoticeAbandoned.v1',
          subject: shelfOf(meta.stream),
          data: {
            noticeId: shelfOf(meta.stream),
            purpose: data.thing,
            cause: data.thing === 'notice of nonsense' ? 'nonsense' : 'link-expired',
            abandonedAt: data.putAt,
          },
        }
      : null,
};
