/** Control rows: alerts, the broker connection and the kill switch. */
import type { Row } from '../../../../shared/desk-api/view.ts';
import type { ViewPort } from '../../../kernel/ports.ts';
import { defineProjection } from '../projection.ts';

const changeStatus = (view: ViewPort, part: Partial<Row<'status'>>): void => {
  const row = view.get('status', 'desk');
  if (row !== undefined) view.set('status', 'desk', { ...row, ...part });
};

export const controlProjection = defineProjection({
  'control.alert': (view, { data, id, source, time }) => {
    // The same words from the same agent are one alert: the newest time stands, on top.
    const key = `${source}/${data.title}/${data.text}`;
    view.set('alerts', key, null);
    view.set('alerts', key, { id, ...data, source, at: time });
  },
  'control.connection': (view, { data }) => {
    changeStatus(view, {
      broker: data.status === 'connected' ? `${data.broker} (${data.environment})` : `${data.broker}: ${data.status}`,
    });
  },
  'control.kill': (view, { data }) => {
    changeStatus(view, { killLevel: data.level, killReason: data.reason });
  },
  'control.kill-report': (view, { data }) => {
    changeStatus(view, { killReport: data });
  },
  'control.rearm': (view, { data }) => {
    changeStatus(view, { killLevel: 'armed', killReason: `Re-armed: ${data.reason}` });
  },
});
