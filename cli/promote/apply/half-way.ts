import { lookInto } from "../../drift/place";
import type { SelectedStack } from "../../stack";
import { recorded } from "../facts/app-facts";
import { surveyApps } from "../facts/survey";
import { shownFacts } from "../plan/outcomes";
import { contentDigest } from "../records/canonical";
import type { Plan } from "../records/records";
import { SecretDigests } from "../records/secret-digests";

/** Whether a failed update may have changed something at the service. What can't be told may be so. */
export async function mayHaveWritten(selected: SelectedStack, before: Plan): Promise<boolean> {
  if (before.others.length > 0) return true;
  try {
    const contents = await selected.read();
    const { apps } = await surveyApps(contents);
    const digests = new SecretDigests(before.digests);
    for (const { action, live, id, after } of before.apps) {
      if (action === "create" && after) {
        const place = await lookInto(contents, after, []);
        const known = new Set(apps.map(({ facts }) => facts.id));
        const isThere =
          "error" in place ||
          [...place.apps.values()].some(
            (app) => app.displayName === after.fields.displayName && !known.has(app.id as string),
          );
        if (isThere) return true;
      } else if (action !== "same") {
        const app = apps.find(({ facts }) => facts.id === id);
        const shown = app && shownFacts(app);
        if (!shown || contentDigest(await recorded(shown, digests)) !== live) return true;
      }
    }
    return false;
  } catch {
    return true;
  }
}
