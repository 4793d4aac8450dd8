/** A record's view with what only the store knows: how many bytes are there, and where the rest goes. */
import type { RecordView } from '../../../src/protocol/index.ts';
import type { Exchange } from '../http/exchange.ts';
import { recordView, type RecordRow } from './record-row.ts';

export async function viewOf(
  { service, absolute }: Pick<Exchange, 'service' | 'absolute'>,
  record: RecordRow,
): Promise<RecordView> {
  const sending = record.state === 'receiving';
  const offset = sending
    ? await service.records.offset(record.uploadId)
    : record.state === 'rejected'
      ? 0
      : record.size;
  return recordView(record, offset ?? 0, sending && offset !== null ? absolute(`/uploads/${record.uploadId}`) : null);
}
