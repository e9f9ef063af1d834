import assert from "node:assert/strict";
import { appType } from "../../../provider/resources/app";
import { goesByPosition } from "../../../sdk/by-position";

describe("goesByPosition", () => {
  const rows: [path: string, ignored: boolean, replacing: boolean][] = [
    ["channelCredentials[0]", true, true],
    ["channelCredentials[1].staticBearer.claimedIdentity", true, true],
    ["channelCredentials[*].staticBearer.claimedIdentity", true, false],
    ["channelCredentials", false, false],
    ["retentionPolicy.ttlDays", false, false],
    ["*", false, false],
  ];
  for (const [path, ignored, replacing] of rows) {
    it(path, () => {
      assert.deepEqual(
        [goesByPosition(appType, [path]), goesByPosition(appType, undefined, [path])],
        [ignored, replacing],
      );
    });
  }
});
