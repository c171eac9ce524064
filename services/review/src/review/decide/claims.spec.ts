import { scenarios } from '@ekey/kernel/testing';
import { review } from '../review.decider';
import {
  after,
  atProvider,
  claim,
  defect,
  li,
  manager,
  minutesAfter,
  monday,
  open,
  rejectedFor,
  stranger,
  wang,
  zhao,
} from '../review.examples';

const { given } = scenarios(review);
const opened = () => after(open);
const claimed = () => after(open, claim(li, monday));

describe('claiming a task', () => {
  it('is for half an hour', () =>
    given(...opened())
      .when(claim(li, monday))
      .then({
        type: 'TaskClaimed',
        data: { officer: 'li', leaseUntil: minutesAfter(30), stage: 'pre-verification', claimedAt: monday },
      }));

  it('again renews the lease, at most every five minutes', () => {
    given(...claimed())
      .when(claim(li, minutesAfter(4)))
      .thenNothing();
    given(...claimed())
      .when(claim(li, minutesAfter(5)))
      .then({ type: 'LeaseRenewed', data: { officer: 'li', leaseUntil: minutesAfter(35) } });
  });

  it('is refused while another holds it, and open again when his lease is over', () => {
    given(...claimed())
      .when(claim(zhao, minutesAfter(29)))
      .thenRejected('ClaimedByAnother', { until: minutesAfter(30) });
    given(...claimed())
      .when(claim(zhao, minutesAfter(30)))
      .thenTypes('TaskClaimed');
  });

  it('is for the desk whose turn it is, and for its own authority', () => {
    given(...opened())
      .when(claim(wang, monday))
      .thenRejected('OfficerUnfit', { stage: 'pre-verification' });
    given(...opened())
      .when(claim(stranger, monday))
      .thenRejected('OfficerUnfit', { stage: 'pre-verification' });
    given(...atProvider())
      .when(claim(li, monday))
      .thenRejected('OfficerUnfit', { stage: 're-verification' });
    given(...opened())
      .when(claim(manager, monday))
      .thenTypes('TaskClaimed');
  });

  it('waits for the manager while a refusal is proposed', () => {
    const proposed = after(open, claim(li, monday), {
      type: 'ProposeRefusal',
      data: { officer: li, round: 1, ground: 'not-eligible', remark: '已有钥匙', now: minutesAfter(1) },
    });
    given(...proposed)
      .when(claim(zhao, minutesAfter(2)))
      .thenRejected('RefusalPending');
  });
});

describe('activity', () => {
  const read = (officer: typeof li, minutes: number) =>
    ({ type: 'RenewLease', data: { officer, now: minutesAfter(minutes) } }) as const;

  it('renews the lease of who works on the case', () =>
    given(...claimed())
      .when(read(li, 20))
      .then({ type: 'LeaseRenewed', data: { officer: 'li', leaseUntil: minutesAfter(50) } }));

  it('of anyone else, without a living lease, or on a case that is not under review, is mere reading', () => {
    given(...claimed())
      .when(read(zhao, 20))
      .thenNothing();
    given(...claimed())
      .when(read(li, 31))
      .thenNothing();
    given(...opened())
      .when(read(li, 1))
      .thenNothing();
    given(...rejectedFor(defect('form', 'A06')))
      .when(read(li, 21))
      .thenNothing();
    given().when(read(li, 1)).thenNothing();
  });
});

describe('releasing a task', () => {
  const release = (officer: typeof li, minutes = 5) =>
    ({ type: 'ReleaseTask', data: { officer, now: minutesAfter(minutes) } }) as const;

  it('gives it back', () => {
    const released = given(...claimed())
      .when(release(li))
      .facts();
    expect(released).toEqual([{ type: 'TaskReleased', data: { officer: 'li', releasedAt: minutesAfter(5) } }]);
    given(...claimed(), ...released)
      .when(claim(zhao, minutesAfter(6)))
      .thenTypes('TaskClaimed');
  });

  it('is for who holds it', () =>
    given(...claimed())
      .when(release(zhao))
      .thenRejected('ClaimedByAnother', { until: minutesAfter(30) }));

  it('that nobody holds, or no longer the one who asks, changes nothing', () => {
    given(...opened())
      .when(release(li))
      .thenNothing();
    given(...claimed())
      .when(release(zhao, 31))
      .thenNothing();
    given().when(release(li)).thenNothing();
  });
});

describe('reassigning a task', () => {
  const reassign = (officer: typeof li, to: typeof li) =>
    ({ type: 'ReassignTask', data: { officer, to, now: minutesAfter(10) } }) as const;

  it('is the manager’s, whoever holds the task', () =>
    given(...claimed())
      .when(reassign(manager, zhao))
      .then({
        type: 'TaskReassigned',
        data: {
          officer: 'zhao',
          leaseUntil: minutesAfter(40),
          stage: 'pre-verification',
          by: 'manager',
          from: 'li',
          reassignedAt: minutesAfter(10),
        },
      }));

  it('needs the manager of the same authority, and an officer who may do the work', () => {
    given(...opened())
      .when(reassign(li, zhao))
      .thenRejected('ManagerNeeded');
    given(...opened())
      .when(reassign(stranger, zhao))
      .thenRejected('ManagerNeeded');
    given(...opened())
      .when(reassign(manager, wang))
      .thenRejected('ColleagueUnfit', { stage: 'pre-verification' });
    given(...atProvider())
      .when(reassign(manager, zhao))
      .thenRejected('AtOtherStage', { stage: 're-verification' });
    given().when(reassign(manager, zhao)).thenRejected('ReviewMissing');
  });

  it('to who holds it renews his lease', () =>
    given(...claimed())
      .when(reassign(manager, li))
      .thenTypes('LeaseRenewed'));
});
