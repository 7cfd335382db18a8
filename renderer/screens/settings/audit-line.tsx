/** Verifies the audit log's chain, and says where it breaks. */
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { Refusal, Result } from '../../../shared/core/result.ts';
import type { RequestAnswer } from '../../../shared/desk-api/requests.ts';
import { formatCount } from '../../format/numbers.ts';
import { settle, useBridge } from '../../state/context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

export function AuditLine() {
  const bridge = useBridge();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result<RequestAnswer<'audit.verify'>, Refusal> | null>(null);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setResult(await settle(bridge.call('audit.verify', {})));
    setBusy(false);
  };
  return (
    <span className="flex items-center gap-2">
      {result !== null && (
        <span role="status" data-testid="audit-result">
          {!result.ok ? (
            <Badge tone="warn">{result.error.message}</Badge>
          ) : result.value.valid ? (
            <Badge tone="good">✓ {formatCount(result.value.entries)} entries, unbroken</Badge>
          ) : (
            <Badge tone="critical">✕ broken at entry {formatCount(result.value.brokenAt)}</Badge>
          )}
        </span>
      )}
      <Button icon={<ShieldCheck size={13} />} busy={busy} data-testid="audit-verify" onClick={verify}>
        {busy ? 'Verifying…' : 'Verify'}
      </Button>
    </span>
  );
}
