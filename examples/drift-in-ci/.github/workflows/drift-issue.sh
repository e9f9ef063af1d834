#!/usr/bin/env bash
# Keeps one open issue with the label "drift": opens it where there is drift (CODE 2) or it couldn't be told (CODE 1),
# brings it up to date, and closes it once all is in sync (CODE 0). The report is in drift.md.
set -euo pipefail

label=drift
case "$CODE" in
  2) title="Sinch apps drifted" ;;
  1) title="Drift of Sinch apps can't be told" ;;
  *) title="" ;;
esac

# A command that failed before it could compare has written no report.
[ -s drift.md ] || echo "\`sinch-apps drift\` failed before it could compare: see $RUN" > drift.md

number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')

if [ -z "$title" ]; then
  [ -z "$number" ] || gh issue close "$number" --comment "In sync again: $RUN"
elif [ -n "$number" ]; then
  # The issue's text isn't a new message to anybody: who follows it isn't told each morning of the same drift.
  gh issue edit "$number" --title "$title" --body-file drift.md
else
  gh label create "$label" --description "Changed behind Pulumi's back" --color D93F0B --force
  gh issue create --title "$title" --label "$label" --body-file drift.md
fi
