#!/usr/bin/env bash
# Runs sinch-apps for action.yml: COMMAND, STACKS, PASSPHRASES, FROM, ARGS. Its exit code is an output, not this script's.
set -euo pipefail

report="$RUNNER_TEMP/sinch-apps.md"
# In the working directory: its name is in the command that the report ends with.
plan=sinch-apps.plan.json
rm -f "$report" "$plan"

options=()
for pair in $PASSPHRASES; do options+=(--passphrase-env "$pair"); done
for word in $ARGS; do options+=("$word"); done

case "$COMMAND" in
  drift)
    for stack in $STACKS; do
      if [ "$stack" = --all-stacks ]; then options+=("$stack"); else options+=(--stack "$stack"); fi
    done
    set -- drift "${options[@]}" --format markdown --output "$report"
    ;;
  promote-plan)
    [ -n "$FROM" ] || { echo "::error::promote-plan needs the input from: the record of sinch-apps promote attest"; exit 1; }
    set -- promote plan --stack "$STACKS" --from "$FROM" "${options[@]}" --output "$plan" --format markdown
    ;;
  *)
    echo "::error::command is $COMMAND: allowed are drift, promote-plan"
    exit 1
    ;;
esac

code=0
if [ "$1" = drift ]; then
  npx --no-install sinch-apps "$@" || code=$?
else
  npx --no-install sinch-apps "$@" > "$report" || code=$?
fi
# A command that failed before it could look has written no report.
[ -s "$report" ] || echo "\`sinch-apps $COMMAND\` failed before it had anything to report: see the job's log" > "$report"
cat "$report" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
digest=""
if [ -s "$plan" ]; then digest=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1], "utf8")).digest' "$plan"); else plan=""; fi
printf 'code=%s\nreport=%s\nplan=%s\ndigest=%s\n' "$code" "$report" "${plan:+$PWD/$plan}" "$digest" >> "$GITHUB_OUTPUT"
