/** Keeps a broken screen from taking the kill switch with it. */
import { Component, type ReactNode } from 'react';
import { Refused } from '../ui/states.tsx';

interface Props {
  /** A new value clears the error: the route. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { failed: string | null }> {
  override state: { failed: string | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.failed !== null) this.setState({ failed: null });
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children;
    return (
      <Refused
        refusal={{
          code: 'screen-failed',
          message: 'This screen stopped working; the rest of the window, and the kill switch, go on.',
          where: this.state.failed,
          fix: 'try again, or go to another screen',
        }}
        onRetry={() => this.setState({ failed: null })}
      />
    );
  }
}
