/** One numbered step of a database file's schema. */

/** The two files of a home: messages apart from everything else, so that neither waits for the other's pages. */
export type DatabaseFile = 'journal' | 'desk';

export interface Migration {
  /** In tens, rising over both files; becomes the file's `user_version`. */
  readonly number: number;
  readonly file: DatabaseFile;
  readonly sql: string;
}
