import type { FinalCause, Letter, NoticeEvent } from './notice.events';

interface Sent {
  readonly letter: Letter;
  readonly sending: number;
  readonly attempt: number;
}

export type NoticeState =
  | { readonly status: 'unknown' }
  | (Sent & { readonly status: 'sending' | 'delivered' })
  | (Sent & { readonly status: 'waiting'; readonly nextAttemptAt: string })
  | (Sent & { readonly status: 'abandoned'; readonly cause: FinalCause; readonly addressAsOf: string | null });

export const initial: NoticeState = { status: 'unknown' };

export function evolve(state: NoticeState, event: NoticeEvent): NoticeState {
  switch (event.type) {
    case 'NoticeQueued':
    case 'NoticeRetried':
    case 'NoticeRedelivered':
    case 'AddressCorrected': {
      const { letter, sending, attempt } = event.data;
      return { status: 'sending', letter, sending, attempt };
    }
    case 'NoticeDelivered':
      return after(state, (sent) => ({ ...sent, status: 'delivered' }));
    case 'NoticeAttemptFailed':
      return after(state, (sent) => ({ ...sent, status: 'waiting', nextAttemptAt: event.data.nextAttemptAt }));
    case 'NoticeAbandoned':
      return after(state, (sent) => ({
        ...sent,
        status: 'abandoned',
        cause: event.data.cause,
        addressAsOf: event.data.addressAsOf ?? null,
      }));
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}

/** An outcome follows upon a sending; without one there is nothing that it could be the outcome of. */
function after(state: NoticeState, next: (sent: Sent) => NoticeState): NoticeState {
  if (state.status === 'unknown') return state;
  const { letter, sending, attempt } = state;
  return next({ letter, sending, attempt });
}
