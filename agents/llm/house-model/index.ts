/** The purposes the house model answers, by name. Adding one: a file and a line here. */
import { proposeStrategies } from './propose-strategies.ts';
import type { Purpose } from './purpose.ts';
import { stateLesson } from './state-lesson.ts';
import { summariseRegime } from './summarise-regime.ts';
import { writeTheses } from './write-theses.ts';

export const purposes: readonly Purpose[] = [proposeStrategies, stateLesson, summariseRegime, writeTheses];
