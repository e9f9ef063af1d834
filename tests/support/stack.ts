import type { Fake } from "../../fake";

export type { Run } from "../../tools/engine/run";
export { type StoredApp, TemporaryStack as TestStack } from "../../tools/engine/stack";

/** The access that the tests' stacks have to a fake, as environment variables. */
export function fakeEnvironment(fake: Fake, project: FakeProjectName = "project-1"): Record<string, string> {
  const number = project.replace("project-", "");
  return {
    SINCH_API_URL: fake.apiUrl,
    SINCH_PROJECT_ID: project,
    SINCH_CONVERSATION_REGION: "us",
    SINCH_KEY_ID: `key-${number}`,
    SINCH_KEY_SECRET: `key-secret-${number}`,
  };
}

type FakeProjectName = `project-${number}`;
