#!/usr/bin/env bash
# Tells GitHub what sinch-apps found, for action.yml: COMMAND, CODE, REPORT, DIGEST, STACK, PULL_REQUEST, RUN. Fails where it couldn't be told.
set -euo pipefail

if [ "$COMMAND" = drift ]; then
  cp "$REPORT" "$RUNNER_TEMP/drift.md"
  (cd "$RUNNER_TEMP" && bash "$GITHUB_ACTION_PATH/examples/drift-in-ci/.github/workflows/drift-issue.sh")
  [ "$CODE" != 1 ] || exit 1
  exit 0
fi

[ -n "$PULL_REQUEST" ] || { echo "::error::promote-plan comments a pull request: run it on pull_request"; exit 1; }
mark="<!-- sinch-apps promote plan: $STACK -->"
# The plan's digest is the same for equal inputs; a command that failed has none.
content="<!-- ${DIGEST:-failed} -->"
comments="repos/$GH_REPO/issues/$PULL_REQUEST/comments"
find=".[] | select(.body | startswith(\"$mark\"))"
number=$(gh api --paginate "$comments" --jq "$find | .id" | head -n 1)

same=""
if [ -n "$number" ] && [ -n "$DIGEST" ] && gh api --paginate "$comments" --jq "$find | .body" | grep -qF -- "$content"; then
  same="Same as before. "
fi
body="$RUNNER_TEMP/comment.md"
{ printf '%s\n%s\n' "$mark" "$content"; cat "$REPORT"; printf '\n%s[Run](%s)\n' "$same" "$RUN"; } > "$body"

if [ -n "$number" ]; then
  gh api --method PATCH "repos/$GH_REPO/issues/comments/$number" --field "body=@$body" > /dev/null
else
  gh api --method POST "$comments" --field "body=@$body" > /dev/null
fi
[ "$CODE" = 0 ] || [ "$CODE" = 2 ] || exit "$CODE"
