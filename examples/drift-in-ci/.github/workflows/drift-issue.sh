#!/usr/bin/env bash
# Maintains one open issue with the label "drift": opens it on drift (CODE 2) or an inconclusive result (CODE 1),
# updates it, and closes it once everything is in sync (CODE 0). The report is in drift.md.
set -euo pipefail

label=drift
case "$CODE" in
  2) title="Sinch apps drifted" ;;
  1) title="Drift of Sinch apps can't be told" ;;
  *) title="" ;;
esac

# If the command failed before comparing, there is no report.
[ -s drift.md ] || echo "\`sinch-apps drift\` failed before it could compare: see $RUN" > drift.md

number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')

if [ -z "$title" ]; then
  [ -z "$number" ] || gh issue close "$number" --comment "In sync again: $RUN"
elif [ -n "$number" ]; then
  # Editing the issue's text notifies nobody, so its followers don't hear of the same drift each morning.
  gh issue edit "$number" --title "$title" --body-file drift.md
else
  gh label create "$label" --description "Changed behind Pulumi's back" --color D93F0B --force
  gh issue create --title "$title" --label "$label" --body-file drift.md
fi
