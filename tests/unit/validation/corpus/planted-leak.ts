/** What a planted leak of the corpus is: its name in the list of leaks, programs that hold it, and the rules that may find it. */
export interface PlantedLeak {
  readonly leak: string;
  /** At least one of these must speak in each program. */
  readonly rules: readonly string[];
  readonly python: readonly string[];
  readonly typescript: readonly string[];
}
