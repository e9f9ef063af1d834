import assert from "node:assert/strict";
import { SinchError } from "../../../../provider/base/errors";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { appType } from "../../../../provider/resources/app";
import { assertReachable, locationOf, placementOf } from "../../../../provider/sinch/location";
import { missingLocation } from "../../../../provider/sinch/missing-location";
import { Settings } from "../../../../provider/sinch/settings";

type Values = Readonly<Record<string, string>>;

const CONFIG = { "sinch:projectId": "p-config", "sinch:region": "eu" };
const ENV = { SINCH_PROJECT_ID: "p-env", SINCH_REGION: "br" };
const STATE = { projectId: "p-state", region: "us" };

const settings = (config: Values = {}, env: Values = {}): Settings => new Settings((key) => config[key], env);

describe("placementOf @location", () => {
  const placed: [title: string, settings: Settings, olds: object, news: object, projectId: unknown, region: unknown][] =
    [
      ["uses the app's own values first", settings(CONFIG, ENV), {}, STATE, "p-state", "us"],
      ["uses the configuration next", settings(CONFIG, ENV), {}, {}, "p-config", "eu"],
      ["uses the environment last", settings({}, ENV), {}, {}, "p-env", "br"],
      ["combines several sources", settings({}, ENV), {}, { region: "eu" }, "p-env", "eu"],
      ["keeps the state's location if nothing else sets it", settings(), STATE, {}, "p-state", "us"],
      [
        "keeps the state's location if the configuration agrees",
        settings({ "sinch:projectId": "p-state", "sinch:region": "us" }, ENV),
        STATE,
        {},
        "p-state",
        "us",
      ],
      [
        "uses a new location that the app sets, whatever the configuration says",
        settings(CONFIG, ENV),
        STATE,
        { projectId: "p-new", region: "br" },
        "p-new",
        "br",
      ],
      ["accepts an unknown location", settings(CONFIG), STATE, { projectId: UNKNOWN, region: "us" }, UNKNOWN, "us"],
      [
        "uses a new location if the old one was never known",
        settings(CONFIG),
        { projectId: UNKNOWN, region: UNKNOWN },
        {},
        "p-config",
        "eu",
      ],
      ["treats null as unset", settings(CONFIG), {}, { projectId: null, region: null }, "p-config", "eu"],
    ];
  for (const [title, at, olds, news, projectId, region] of placed) {
    it(title, () => {
      const placement = placementOf(appType, at, olds as Values, news as Values);
      assert.deepEqual(placement.problems, []);
      assert.deepEqual(placement.at, { projectId, region });
    });
  }

  it("refuses an empty argument: the configuration may name another place", () => {
    assert.deepEqual(placementOf(appType, settings(CONFIG), {}, { projectId: "", region: "" }).problems, [
      "projectId is empty: set it, or leave it out to use the configuration",
      "region is empty: set it, or leave it out to use the configuration",
    ]);
  });

  const disagreeing: [from: string, settings: Settings, problem: string][] = [
    [
      "an exported variable",
      settings({}, { SINCH_PROJECT_ID: "p-env" }),
      'the app is in project "p-state", but SINCH_PROJECT_ID in the environment is set to "p-env". No changes were made: ' +
        'correct that value, or set projectId on the app itself to replace the app with one in "p-env"',
    ],
    [
      "the configuration",
      settings({ "sinch:region": "eu" }, { SINCH_REGION: "us" }),
      'the app is in region "us", but sinch:region in the stack\'s configuration is set to "eu". No changes were made: ' +
        'correct that value, or set region on the app itself to replace the app with one in "eu"',
    ],
    [
      "an unknown region",
      settings({}, { SINCH_REGION: "uk" }),
      'the app is in region "us", but SINCH_REGION in the environment is set to "uk". No changes were made: ' +
        "correct that value, which must be one of us, eu, br",
    ],
    [
      "a line end after the region",
      settings({}, { SINCH_REGION: "us\r" }),
      'the app is in region "us", but SINCH_REGION in the environment is set to "us\\r" (ends with a line end). No changes were made: ' +
        "correct that value, which must be one of us, eu, br",
    ],
    [
      "a blank before the project, which isn't mistaken for another project",
      settings({ "sinch:projectId": " p-state" }),
      'the app is in project "p-state", but sinch:projectId in the stack\'s configuration is set to " p-state" (begins with a blank). ' +
        "No changes were made: correct that value, which can't be a project id",
    ],
    [
      "an invisible character in the project",
      settings({}, { SINCH_PROJECT_ID: "p-state\u200b" }),
      'the app is in project "p-state", but SINCH_PROJECT_ID in the environment is set to "p-state\\u200b" (ends with an invisible character). No changes were made: ' +
        'correct that value, or set projectId on the app itself to replace the app with one in "p-state\\u200b" (ends with an invisible character)',
    ],
  ];
  for (const [from, at, problem] of disagreeing) {
    it(`refuses a change by ${from}, and names both places`, () => {
      const placement = placementOf(appType, at, STATE, {});
      assert.deepEqual(placement.problems, [problem]);
      assert.deepEqual(placement.at, STATE);
    });
  }

  it("refuses an invalid place in the configuration for a new app, and quotes it", () => {
    const env = { SINCH_PROJECT_ID: "p-env\r\n", SINCH_REGION: "EU" };
    assert.deepEqual(placementOf(appType, settings({}, env), {}, {}), {
      at: {},
      problems: [
        'SINCH_PROJECT_ID in the environment is "p-env\\r\\n" (ends with a line end), which can\'t be a project id',
        'SINCH_REGION in the environment is "EU", which must be one of us, eu, br',
      ],
    });
    const { problems } = placementOf(
      appType,
      settings({ "sinch:projectId": "p/../q", "sinch:region": "\t" }, env),
      {},
      {},
    );
    assert.deepEqual(problems, [
      "sinch:projectId in the stack's configuration is \"p/../q\", which can't be a project id",
      'sinch:region in the stack\'s configuration is "\\t" (holds only blanks), which must be one of us, eu, br',
    ]);
  });

  it("names every part that disagrees", () => {
    assert.equal(placementOf(appType, settings(CONFIG), STATE, {}).problems.length, 2);
  });

  it("names the sources of a missing part", () => {
    const { at, problems } = placementOf(appType, settings(), {}, {});
    assert.deepEqual(problems, [missingLocation(appType, "projectId"), missingLocation(appType, "region")]);
    assert.deepEqual(at, {});
  });
});

describe("locationOf", () => {
  it("uses the state's location, whatever the configuration says", () => {
    assert.deepEqual(locationOf(appType, settings(CONFIG, ENV), STATE), STATE);
  });

  it("otherwise uses the configuration", () => {
    assert.deepEqual(locationOf(appType, settings(CONFIG, ENV), {}), { projectId: "p-config", region: "eu" });
  });

  it("requires a location", () => {
    assert.throws(
      () => locationOf(appType, settings(), { region: "us" }),
      (error: unknown) => error instanceof SinchError && error.message === missingLocation(appType, "projectId"),
    );
  });
});

describe("assertReachable", () => {
  const service = { projectId: "p", region: "us" };
  const standIn = { ...service, loopback: true };
  const toFake = settings({ "sinch:apiUrl": "http://127.0.0.1:8090/{region}" });
  const refused = (from: Settings, state: typeof service): SinchError => {
    try {
      assertReachable(appType, from, state);
    } catch (error) {
      return error as SinchError;
    }
    return assert.fail("it isn't refused");
  };

  it("allows an app to be looked for where it was created", () => {
    assertReachable(appType, settings(), service);
    assertReachable(appType, toFake, standIn);
  });

  it("refuses to look for the service's app on this machine, where it would count as gone", () => {
    const { code, message } = refused(toFake, service);
    assert.equal(code, "ERR_SINCH_CONFIGURATION");
    assert.equal(
      message,
      "the app is at the service, but sinch:apiUrl in the stack's configuration points to http://127.0.0.1:8090/us. " +
        "No changes were made: remove that value",
    );
  });

  it("refuses to look for a fake API's app at the service", () => {
    const { code, message } = refused(settings(), standIn);
    assert.equal(code, "ERR_SINCH_CONFIGURATION");
    assert.match(
      message,
      /^the app was created on a fake API .*, but the configuration, without sinch:apiUrl or SINCH_API_URL, points to https:.*: point SINCH_API_URL to the fake$/,
    );
  });
});
