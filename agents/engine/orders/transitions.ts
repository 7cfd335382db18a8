/** The life of an order as a table: every status times every event has a next status, or is illegal and freezes. */
import type { OrderStatus } from '../../../shared/domain/order.ts';

/** What can happen to an order. `lose`: its fate is unknown; `never-arrived`: looked up often enough and not found. */
export const orderEvents = [
  'refuse',
  'submit',
  'accept',
  'partial-fill',
  'complete-fill',
  'cancel-request',
  'cancel-refused',
  'cancelled',
  'reject',
  'expire',
  'lose',
  'never-arrived',
] as const;
export type OrderEvent = (typeof orderEvents)[number];

export type Next = OrderStatus | 'illegal';

const row = (
  ...next: [Next, Next, Next, Next, Next, Next, Next, Next, Next, Next, Next, Next]
): Record<OrderEvent, Next> =>
  Object.fromEntries(orderEvents.map((event, i) => [event, next[i]])) as Record<OrderEvent, Next>;

const no = 'illegal';
const part = 'partially-filled';

/**
 * Columns in the order of {@link orderEvents}. `working` with fills already booked is shown as `partially-filled` by the
 * book. Late fills after a cancel or an expiry are legal: the quantity counts, and a complete one is `filled`.
 */
// biome-ignore format: a table is read in columns
export const transitions: Readonly<Record<OrderStatus, Readonly<Record<OrderEvent, Next>>>> = {
  //                       refuse     submit       accept        partial       complete  cancel-req    cancel-ref    cancelled    reject      expire     lose       never-arrived
  intended:           row('refused', 'submitting', 'working',    part,         'filled', 'cancelled',  no,           'cancelled', 'rejected', 'expired', 'unknown', 'rejected'),
  refused:            row('refused', no,           no,           no,           no,       'refused',    'refused',    'refused',   'refused',  no,        'refused', 'refused'),
  submitting:         row('refused', 'submitting', 'working',    part,         'filled', 'cancelling', 'submitting', 'cancelled', 'rejected', 'expired', 'unknown', 'rejected'),
  unknown:            row(no,        no,           'working',    part,         'filled', 'unknown',    'unknown',    'cancelled', 'rejected', 'expired', 'unknown', 'rejected'),
  working:            row(no,        no,           'working',    part,         'filled', 'cancelling', 'working',    'cancelled', 'rejected', 'expired', 'unknown', no),
  'partially-filled': row(no,        no,           part,         part,         'filled', 'cancelling', part,         'cancelled', no,         'expired', 'unknown', no),
  filled:             row(no,        no,           'filled',     no,           no,       'filled',     'filled',     no,          no,         no,        'filled',  no),
  cancelling:         row('refused', no,           'cancelling', 'cancelling', 'filled', 'cancelling', 'working',    'cancelled', 'rejected', 'expired', 'unknown', 'rejected'),
  cancelled:          row(no,        no,           'cancelled',  'cancelled',  'filled', 'cancelled',  'cancelled',  'cancelled', no,         'cancelled', 'cancelled', 'cancelled'),
  rejected:           row(no,        no,           no,           no,           no,       'rejected',   'rejected',   'rejected',  'rejected', 'rejected', 'rejected', 'rejected'),
  expired:            row(no,        no,           'expired',    'expired',    'filled', 'expired',    'expired',    'expired',   no,         'expired', 'expired', no),
};
