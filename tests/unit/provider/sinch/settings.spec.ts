import assert from "node:assert/strict";
import { SinchError } from "../../../../provider/base/errors";
import { appType } from "../../../../provider/resources/app";
import { missingLocation } from "../../../../provider/sinch/missing-location";
import { isLoopback, Settings } from "../../../../provider/sinch/settings";

type Values = Readonly<Record<string, string>>;

const settings = (config: Values = {}, env: Values = {}): Settings => new Settings((key) => config[key], env);

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof SinchError);
    assert.equal(error.code, "ERR_SINCH_CONFIGURATION");
    return error.message;
  }
  throw new assert.AssertionError({ message: "it wasn't refused" });
}

describe("Settings", () => {
  const both: [
    title: string,
    name: "projectId" | "region" | "keyId",
    config: Values,
    env: Values,
    value?: string,
    from?: string,
  ][] = [
    [
      "prefers the stack's configuration to the environment",
      "projectId",
      { "sinch:projectId": "p1" },
      { SINCH_PROJECT_ID: "p2" },
      "p1",
      "sinch:projectId in the stack's configuration",
    ],
    [
      "uses the environment for unset configuration",
      "projectId",
      {},
      { SINCH_PROJECT_ID: "p2" },
      "p2",
      "SINCH_PROJECT_ID in the environment",
    ],
    [
      "prefers SINCH_CONVERSATION_REGION to SINCH_REGION",
      "region",
      {},
      { SINCH_REGION: "us", SINCH_CONVERSATION_REGION: "eu" },
      "eu",
      "SINCH_CONVERSATION_REGION in the environment",
    ],
    [
      "uses SINCH_REGION without SINCH_CONVERSATION_REGION",
      "region",
      {},
      { SINCH_REGION: "us" },
      "us",
      "SINCH_REGION in the environment",
    ],
    [
      "treats an empty value in the configuration as unset",
      "keyId",
      { "sinch:keyId": "" },
      { SINCH_KEY_ID: "k" },
      "k",
      "SINCH_KEY_ID in the environment",
    ],
    [
      "treats an empty variable as unset",
      "region",
      {},
      { SINCH_CONVERSATION_REGION: "", SINCH_REGION: "br" },
      "br",
      "SINCH_REGION in the environment",
    ],
    ["has no default region", "region", {}, { SINCH_REGION: "" }],
  ];
  for (const [title, name, config, env, value, from] of both) {
    it(title, () => {
      const found = settings(config, env).find(name);
      assert.equal(found?.value, value);
      assert.equal(found?.from, from);
      if (found) assert.equal(found.inConfig, from?.startsWith("sinch:"));
    });
  }

  it("names the three sources of a missing project ID or region", () => {
    assert.equal(
      missingLocation(appType, "projectId"),
      "no project id: set projectId on the app, or sinch:projectId in the stack's configuration " +
        "(`pulumi config set sinch:projectId …`), or SINCH_PROJECT_ID in the environment, " +
        "or \"sinch:projectId\" among the inputs of an explicit provider, which doesn't get the stack's configuration",
    );
    assert.equal(
      missingLocation(appType, "region"),
      "no region: set region on the app, or sinch:region in the stack's configuration " +
        "(`pulumi config set sinch:region …`), or SINCH_CONVERSATION_REGION in the environment, " +
        "or \"sinch:region\" among the inputs of an explicit provider, which doesn't get the stack's configuration; " +
        "it must be one of us, eu, br",
    );
    assert.doesNotMatch(missingLocation(appType, "projectId", "arguments"), /provider/, "a look-up has none");
  });
});

describe("Settings.keyOf", () => {
  const PAIR = { "sinch:keyId": "k1", "sinch:keySecret": "s1" };
  const ENV = { SINCH_KEY_ID: "k2", SINCH_KEY_SECRET: "s2" };
  const PROJECTS = { "sinch:projects": JSON.stringify({ p1: { keyId: "k3", keySecret: "s3" } }) };

  const sources: [title: string, config: Values, env: Values, projectId: string, keyId: string, keySecret: string][] = [
    ["returns the project's entry in sinch:projects first", { ...PAIR, ...PROJECTS }, ENV, "p1", "k3", "s3"],
    ["returns sinch:keyId and sinch:keySecret next", { ...PAIR, ...PROJECTS }, ENV, "p2", "k1", "s1"],
    ["returns the environment's key last", PROJECTS, ENV, "p2", "k2", "s2"],
    ["combines an ID in a file with a secret in the environment", { "sinch:keyId": "k1" }, ENV, "p1", "k1", "s2"],
    ["returns a key if sinch:projects is empty", { "sinch:projects": "" }, ENV, "p1", "k2", "s2"],
    ["ignores properties that every object has", PROJECTS, ENV, "constructor", "k2", "s2"],
  ];
  for (const [title, config, env, projectId, keyId, keySecret] of sources) {
    it(title, () => {
      assert.deepEqual(settings(config, env).keyOf(projectId), { keyId, keySecret });
    });
  }

  const missing: [what: string, env: Values][] = [
    ["key id and key secret", {}],
    ["key id and key secret", { SINCH_KEY_ID: "", SINCH_KEY_SECRET: "" }],
    ["key secret", { SINCH_KEY_ID: "k" }],
    ["key id", { SINCH_KEY_SECRET: "CANARY" }],
  ];
  for (const [what, env] of missing) {
    it(`says where to set a missing ${what}, given ${JSON.stringify(env)}`, () => {
      assert.equal(
        refusal(() => settings({}, env).keyOf("p1")),
        `no ${what} for project p1: set sinch:keyId and sinch:keySecret in the stack's configuration ` +
          "(`pulumi config set sinch:keyId …`, `pulumi config set --secret sinch:keySecret`), or the project's entry in " +
          "sinch:projects, or SINCH_KEY_ID and SINCH_KEY_SECRET in the environment",
      );
    });
  }

  const untidy: [config: Values, env: Values, message: string][] = [
    [
      {},
      { ...ENV, SINCH_KEY_SECRET: "CANARY\r\n" },
      "SINCH_KEY_SECRET in the environment ends with a line end: set it without",
    ],
    [
      { "sinch:keySecret": "\nCANARY " },
      ENV,
      "sinch:keySecret in the stack's configuration begins with a line end and ends with a blank: set it without",
    ],
    [{}, { ...ENV, SINCH_KEY_ID: "CANARY\n" }, "SINCH_KEY_ID in the environment ends with a line end: set it without"],
    [
      {},
      { ...ENV, SINCH_KEY_ID: "\u200bCANARY" },
      "SINCH_KEY_ID in the environment begins with an invisible character: set it without",
    ],
    [{}, { ...ENV, SINCH_KEY_SECRET: "\r" }, "SINCH_KEY_SECRET in the environment holds only blanks: set it without"],
    ...[
      { "p1 ": { keyId: "k", keySecret: "s" } },
      { p2: { keyId: "k", keySecret: "CANARY\n" } },
      { p3: { keyId: "k\u00ad", keySecret: "CANARY" } },
    ].map((projects): [Values, Values, string] => [
      { "sinch:projects": JSON.stringify(projects) },
      ENV,
      "sinch:projects in the stack's configuration: a project ID has a blank around it, or a keyId or keySecret has a line end or an invisible character around it",
    ]),
  ];
  for (const [config, env, message] of untidy) {
    it(`refuses a part with line ends or blanks around it, without quoting it: ${message}`, () => {
      assert.equal(
        refusal(() => settings(config, env).keyOf("p1")),
        message,
      );
      assert.deepEqual(settings(config, env).problems("us", "p1"), [message]);
    });
  }

  it("ignores the key of a project with its own key", () => {
    const config = { "sinch:keyId": "k\r", ...PROJECTS };
    assert.deepEqual(settings(config, ENV).problems("us", "p1"), []);
    assert.deepEqual(settings(config).problems("us", "p2"), [], "half a key is none");
  });

  it("doesn't quote a secret in the wrong setting", () => {
    const env = { SINCH_KEY_SECRET: "CANARY", SINCH_AUTH_METHOD: "CANARY", SINCH_TIMEOUT_SECONDS: " CANARY\r" };
    const problems = settings({}, env).problems("us");
    assert.deepEqual(problems, [
      "SINCH_TIMEOUT_SECONDS in the environment must be a number of seconds from 1 to 3600, not [secret]",
      "SINCH_AUTH_METHOD in the environment must be oauth2 or basic, not [secret]",
    ]);
    assert.equal(settings({}, { ...env, SINCH_REGION: "CANARY" }).find("region")?.shown, "[secret]");
    const short = { SINCH_KEY_SECRET: "b", SINCH_AUTH_METHOD: "bearer" };
    assert.equal(
      settings({}, short).find("authMethod")?.shown,
      '"bearer"',
      "a letter isn't a secret that was misplaced",
    );
  });

  const broken = [
    "CANARY",
    '{"p1": {"keyId": "CANARY", "keySecret": "CANARY"}',
    '"CANARY"',
    "null",
    "[]",
    '[{"keyId": "CANARY", "keySecret": "CANARY"}]',
    '{"p1": "CANARY"}',
    '{"p1": null}',
    '{"p1": {"keyId": "CANARY"}}',
    '{"p1": {"keyId": "CANARY", "keySecret": ""}}',
    '{"p1": {"keyId": 1, "keySecret": "CANARY"}}',
    '{"p1": {"keyId": "k", "keySecret": "s"}, "p2": {"keyId": "CANARY"}}',
  ];
  for (const text of broken) {
    it(`refuses sinch:projects set to ${text}, without quoting it`, () => {
      assert.equal(
        refusal(() => settings({ "sinch:projects": text }, ENV).keyOf("p1")),
        "sinch:projects in the stack's configuration must be JSON like " +
          '{ "<project id>": { "keyId": "…", "keySecret": "…" } }',
      );
    });
  }
});

describe("Settings.authMethod", () => {
  it("returns OAuth2 unless HTTP Basic is configured", () => {
    assert.equal(settings().authMethod(), "oauth2");
    assert.equal(settings({ "sinch:authMethod": "oauth2" }, { SINCH_AUTH_METHOD: "basic" }).authMethod(), "oauth2");
    assert.equal(settings({}, { SINCH_AUTH_METHOD: "basic" }).authMethod(), "basic");
    assert.equal(
      refusal(() => settings({ "sinch:authMethod": "Basic" }).authMethod()),
      'sinch:authMethod in the stack\'s configuration must be oauth2 or basic, not "Basic"',
    );
    assert.equal(
      refusal(() => settings({}, { SINCH_AUTH_METHOD: "basic\r" }).authMethod()),
      'SINCH_AUTH_METHOD in the environment must be oauth2 or basic, not "basic\\r" (ends with a line end)',
    );
  });
});

describe("Settings.apiUrl", () => {
  const hosts: [title: string, config: Values, env: Values, region: string, api: string, auth: string][] = [
    ["returns the region's URL", {}, {}, "eu", "https://eu.conversation.api.sinch.com", "https://auth.sinch.com"],
    [
      "replaces {region} in a URL",
      {},
      { SINCH_API_URL: "https://{region}.proxy.example/{region}/" },
      "br",
      "https://br.proxy.example/br",
      "https://auth.sinch.com",
    ],
    [
      "accepts another Sinch host in the configuration",
      { "sinch:apiUrl": "https://staging.api.sinch.com", "sinch:authUrl": "https://auth-staging.sinch.com/" },
      {},
      "us",
      "https://staging.api.sinch.com",
      "https://auth-staging.sinch.com",
    ],
    [
      "accepts any https host in the environment",
      {},
      { SINCH_API_URL: "https://api.example:8443/base//", SINCH_AUTH_URL: "https://auth.example" },
      "us",
      "https://api.example:8443/base",
      "https://auth.example",
    ],
    [
      "provides tokens too if it is on loopback",
      { "sinch:apiUrl": "http://127.0.0.1:8090/{region}" },
      {},
      "us",
      "http://127.0.0.1:8090/us",
      "http://127.0.0.1:8090",
    ],
    [
      "accepts loopback under each of its names",
      { "sinch:apiUrl": "http://localhost:8090", "sinch:authUrl": "https://[::1]:1" },
      {},
      "us",
      "http://localhost:8090",
      "https://[::1]:1",
    ],
  ];
  for (const [title, config, env, region, api, auth] of hosts) {
    it(title, () => {
      assert.equal(settings(config, env).apiUrl(region), api);
      assert.equal(settings(config, env).authUrl(region), auth);
    });
  }

  const OUTSIDE = /a host outside sinch\.com would get the access key, so it can only be set in the environment/;
  const HTTPS = /must be https, except on loopback$/;
  const refused: [value: string, where: "config" | "env" | "both", why: RegExp][] = [
    ["https://example.com", "config", OUTSIDE],
    ["https://sinch.com.example.com", "config", OUTSIDE],
    ["https://notsinch.com", "config", OUTSIDE],
    ["https://example.com\\@api.sinch.com", "config", OUTSIDE],
    ["https://localhost.example.com", "config", OUTSIDE],
    ["https://notlocalhost", "config", OUTSIDE],
    ["https://127.0.0.1.example.com", "config", OUTSIDE],
    ["https://10.0.0.1", "config", OUTSIDE],
    ["http://us.conversation.api.sinch.com", "both", HTTPS],
    ["http://example.com", "both", HTTPS],
    ["http://0.0.0.0:8090", "both", HTTPS],
    ["ftp://localhost", "both", HTTPS],
    ["file:///etc/passwd", "both", HTTPS],
    ["https://CANARY:CANARY@api.sinch.com", "both", /must not contain a user name or password$/],
    ["https://CANARY@localhost", "both", /must not contain a user name or password$/],
    ["https://api.sinch.com?key=CANARY", "both", /must not contain a query or fragment$/],
    ["https://api.sinch.com/#CANARY", "both", /must not contain a query or fragment$/],
    [
      "api.sinch.com",
      "both",
      /must be a URL such as https:\/\/us\.conversation\.api\.sinch\.com, not "api\.sinch\.com"$/,
    ],
    ["CANARY@api.sinch.com", "both", /must be a URL such as https:\/\/us\.conversation\.api\.sinch\.com$/],
    ["api?CANARY", "both", /must be a URL such as https:\/\/us\.conversation\.api\.sinch\.com$/],
    ["https://", "both", /must be a URL such as/],
  ];
  for (const [value, where, why] of refused) {
    for (const [name, variable, url] of [
      ["sinch:apiUrl", "SINCH_API_URL", (of: Settings) => of.apiUrl("us")],
      ["sinch:authUrl", "SINCH_AUTH_URL", (of: Settings) => of.authUrl("us")],
    ] as const) {
      it(`refuses ${value} in ${where === "env" ? variable : name}`, () => {
        if (where !== "env") {
          const message = refusal(() => url(settings({ [name]: value })));
          assert.match(message, why);
          assert.match(message, new RegExp(`^${name} in the stack's configuration: `));
          assert.doesNotMatch(message, /CANARY/);
        }
        if (where !== "config") {
          const message = refusal(() => url(settings({}, { [variable]: value })));
          assert.match(message, why);
          assert.match(message, new RegExp(`^${variable} in the environment: `));
          assert.doesNotMatch(message, /CANARY/);
        } else {
          assert.doesNotThrow(() => url(settings({}, { [variable]: value })));
        }
      });
    }
  }

  for (const region of ["evil.example/", "evil.example#", "us.evil.example/?", "../us", "US", "", " us"]) {
    it(`isn't built from the region ${JSON.stringify(region)}`, () => {
      for (const env of [{}, { SINCH_API_URL: "https://{region}.proxy.example" }]) {
        const message = refusal(() => settings({}, env as Values).apiUrl(region));
        const begins = region.startsWith(" ") ? " (begins with a blank)" : "";
        assert.equal(message, `${JSON.stringify(region)}${begins} is not a region: it must be one of us, eu, br`);
      }
    });
  }

  it("tells loopback from other hosts", () => {
    for (const url of [
      "http://localhost:1/x",
      "https://127.0.0.1",
      "http://127.9.9.9",
      "http://[::1]:80",
      "http://127.1",
    ])
      assert.ok(isLoopback(url), url);
    for (const url of ["https://127.0.0.1.example", "https://localhost.example", "http://[::2]", "http://0.0.0.0"])
      assert.ok(!isLoopback(url), url);
  });
});

describe("Settings.timeoutSeconds", () => {
  const limits: [stated: string | undefined, seconds: number | undefined][] = [
    [undefined, 120],
    ["1", 1],
    ["2.5", 2.5],
    ["3600", 3600],
    ["0", undefined],
    ["0.9", undefined],
    ["3601", undefined],
    ["soon", undefined],
    [" 30\r\n", 30],
  ];
  for (const [stated, seconds] of limits) {
    it(`${seconds === undefined ? "refuses" : `returns ${seconds} seconds for`} ${JSON.stringify(stated)}`, () => {
      const settings = new Settings(() => undefined, stated === undefined ? {} : { SINCH_TIMEOUT_SECONDS: stated });
      if (seconds === undefined) {
        assert.throws(() => settings.timeoutSeconds(), {
          code: "ERR_SINCH_CONFIGURATION",
          message: `SINCH_TIMEOUT_SECONDS in the environment must be a number of seconds from 1 to 3600, not "${stated}"`,
        });
      } else {
        assert.equal(settings.timeoutSeconds(), seconds);
      }
    });
  }
});

describe("Settings.problems", () => {
  const problems = (config: Record<string, string>, region?: string, env: Record<string, string> = {}): string[] =>
    new Settings((key) => config[key], env).problems(region);

  it("returns nothing for a valid configuration, with or without a key", () => {
    assert.deepEqual(problems({}, "us"), []);
    assert.deepEqual(problems({}), []);
  });

  it("reports everything at once, each problem once", () => {
    const found = problems(
      {
        "sinch:projects": "{",
        "sinch:timeoutSeconds": "x",
        "sinch:authMethod": "x",
        "sinch:apiUrl": "x",
        "sinch:authUrl": "y",
      },
      "us",
    );
    assert.deepEqual(found, [
      'sinch:projects in the stack\'s configuration must be JSON like { "<project id>": { "keyId": "…", "keySecret": "…" } }',
      'sinch:timeoutSeconds in the stack\'s configuration must be a number of seconds from 1 to 3600, not "x"',
      'sinch:authMethod in the stack\'s configuration must be oauth2 or basic, not "x"',
      'sinch:apiUrl in the stack\'s configuration: must be a URL such as https://us.conversation.api.sinch.com, not "x"',
      'sinch:authUrl in the stack\'s configuration: must be a URL such as https://us.conversation.api.sinch.com, not "y"',
    ]);
    assert.equal(problems({}, "us", { SINCH_API_URL: "http://example.com" }).length, 1);
  });

  it("doesn't check hosts without a region", () => {
    assert.deepEqual(problems({ "sinch:apiUrl": "x", "sinch:authUrl": "y" }), []);
  });

  it("reports that sinch:projects isn't JSON of the right form", () => {
    for (const text of [
      "{",
      "[]",
      "7",
      "null",
      '{"p":{}}',
      '{"p":{"keyId":"k"}}',
      '{"p":{"keyId":"k","keySecret":""}}',
      '{"p":{"keyId":"k","keySecret":7}}',
    ]) {
      assert.equal(problems({ "sinch:projects": text }, "us").length, 1, text);
    }
    assert.deepEqual(problems({ "sinch:projects": '{"p":{"keyId":"k","keySecret":"s"}}' }, "us"), []);
  });
});
