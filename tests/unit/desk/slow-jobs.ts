/** Jobs that misbehave on demand, for the room that must survive them. */
export const jobs = {
  'source-report': {
    name: 'source-report',
    run(input: { readonly fileName: string; readonly text: string }): unknown {
      if (input.text === 'endless') for (;;);
      if (input.text === 'exit') process.exit(3);
      if (input.text === 'throw') throw new Error('planted');
      return {
        ok: true,
        value: { fileName: input.fileName, kind: 'python', lines: 1, rules: 1, findings: [], passed: true },
      };
    },
  },
};
