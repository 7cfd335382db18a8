/** Runs the command line in this process and keeps what it says. */
import { main } from '../../electron/headless/cli.ts';

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** `quantai …` on a data folder. */
export async function runCli(home: string, ...args: readonly string[]): Promise<Said> {
  let [out, err] = ['', ''];
  const stream = (add: (text: string) => void): NodeJS.WriteStream =>
    ({
      write(text: string) {
        add(text);
        return true;
      },
      isTTY: false,
    }) as unknown as NodeJS.WriteStream;
  const status = await main([...args, '--home', home], {
    stdout: stream((text) => {
      out += text;
    }),
    stderr: stream((text) => {
      err += text;
    }),
  });
  return { status, out, err };
}
