/** Copies a text, and says that it did. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';

export function CopyButton(props: { readonly text: string; readonly label: string; readonly testId?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.text);
      setCopied(true);
    } catch {
      // A window may forbid its clipboard: then the text is shown, to be typed.
      showToast('info', 'This window may not use the clipboard', props.text);
    }
  };
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={copied ? <Check size={13} className="text-good" /> : <Copy size={13} />}
      aria-label={copied ? 'Copied' : props.label}
      title={props.text}
      data-testid={props.testId}
      onClick={copy}
    />
  );
}
