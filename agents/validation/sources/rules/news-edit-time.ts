/** News stamped by when they were last edited, or in their edited form at the time they were first published. */
import { joinKeys } from '../join-keys.ts';
import { defineSourceRule } from '../rule.ts';

const edits =
  /^(updated(_?(at|on|time|date))?|modified(_?(at|on|time|date))?|edited(_?(at|on|time))?|edit_?time|last_?(edit(ed)?|update(d)?|modified)(_?(at|time|date))?|updatedAt|modifiedAt|editedAt|editTime|lastUpdated|lastModified|lastEdited|dateModified|revision_?(time|date)|updateTime)$/i;

export const newsEditTime = defineSourceRule({
  name: 'news-edit-time',
  kind: 'look-ahead',
  severity: 'fail',
  run(model, report) {
    for (const { node, key } of joinKeys(model))
      if (edits.test(key))
        report(
          node,
          `${key} is when the text was last changed, not when it could first be read.`,
          'use the time at which this version was received, and its text as of then.',
        );
  },
});
