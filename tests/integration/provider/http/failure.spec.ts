import assert from "node:assert/strict";
import { escapeUTF8 } from "entities";
import type { FaultRule } from "../../../../fake";
import {
  ApiError,
  codeIn,
  mayHaveHadEffect,
  messageInEngine,
  messageOf,
  SinchError,
  whileDoing,
  withCode,
  withoutCode,
} from "../../../../provider/base/errors";
import type { Collection } from "../../../../provider/sinch/collection";
import { createReads } from "../../../../provider/sinch/reads";
import { Settings } from "../../../../provider/sinch/settings";
import {
  AT,
  BASIC,
  clientFor,
  type Environment,
  environment,
  everythingIn,
  rejection,
  withFake,
  withServer,
} from "../../../support/access";

const SECRET = "key/secret CANARY+1";
const TOKEN = "CANARY.access-token.2";
const SMS_TOKEN = 'CANARY"sms-token\\3';
const CALLBACK_SECRET = "CANARY  callback\nsecret";
const BODY = {
  displayName: "Support",
  channelCredentials: [
    { channel: "SMS", staticBearer: { claimedIdentity: "plan-4711", token: SMS_TOKEN }, callbackSecret: "x" },
    { channel: "PIGEON", pigeon_credentials: { ring: "CANARY-ring" } },
  ],
  callbackSettings: { secretForOverriddenCallbackUrls: CALLBACK_SECRET },
};
const BASIC_HEADER = Buffer.from(`key-1:${SECRET}`).toString("base64");

/** What an API that answers like this is reported as. */
async function failure(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  call: (client: Collection) => Promise<unknown> = (client) => client.create(AT, BODY),
  method: Environment = {},
): Promise<ApiError> {
  let error: unknown;
  await withFake(async (fake) => {
    fake.fail({ operation: "token", effect: { kind: "status", status: 200, body: { access_token: TOKEN } } });
    fake.fail({ effect: { kind: "status", status, body, headers } });
    const env = environment(fake.apiUrl, { SINCH_KEY_SECRET: SECRET, ...method });
    error = await rejection(call(clientFor(env, { totalMs: 0 })));
  })();
  assert.ok(error instanceof ApiError);
  return error;
}

describe("an API error @clear-errors", () => {
  for (const envelope of ["flat", "wrapped"] as const) {
    it(
      `has method, path, status, the API's message and the request ID, from a ${envelope} envelope`,
      withFake(
        async (fake, client) => {
          const error = await rejection(client.get(AT, "some-app"));
          const { requestId } = fake.journal.last({ operation: "get" }) ?? {};
          const path = "/v1/projects/project-1/apps/some-app";
          const said = "app not found in project project-1, region us";
          assert.ok(error instanceof ApiError && error instanceof SinchError);
          const meaning =
            "The app may be gone, or be in another region than us or in another project, the access key may not reach the project " +
            "(keys of a project and of its subprojects don't cross), or the id may be of something else";
          assert.equal(error.message, `${said} (GET ${path} → 404 NOT_FOUND, request ${requestId}). ${meaning}`);
          const { name, code, method, status, apiStatus, apiMessage } = error;
          assert.deepEqual(
            { name, code, method, path: error.path, status, apiStatus, apiMessage, requestId: error.requestId },
            {
              name: "ApiError",
              code: "ERR_SINCH_NOT_FOUND",
              method: "GET",
              path,
              status: 404,
              apiStatus: "NOT_FOUND",
              apiMessage: said,
              requestId,
            },
          );
        },
        { envelope },
      ),
    );
  }

  const bodies: [title: string, body: unknown, apiMessage: string | undefined, apiStatus: string | undefined][] = [
    [
      "OAuth2's words",
      { error: "invalid_client", error_description: "Unknown client" },
      "Unknown client",
      "invalid_client",
    ],
    ["OAuth2's one word", { error: "invalid_client" }, "invalid_client", undefined],
    ["several lines", { message: "one\r\n two\t\n\nthree " }, "one two three", undefined],
    ["control characters", { message: "\u001b[31mred\u0007\u0000\u202e" }, "[31mred", undefined],
    ["5,000 characters", { message: "x".repeat(5000) }, `${"x".repeat(500)}…`, undefined],
    ["a page of HTML", "<html>Bad Gateway</html>", undefined, undefined],
    ["nothing", "", undefined, undefined],
    ["half of a JSON text", '{"message": "', undefined, undefined],
    ["only a JSON text", '"CANARY"', undefined, undefined],
    ["null", "null", undefined, undefined],
    ["a list", [{ message: "x" }], undefined, undefined],
    ["a message that is none", { message: { text: "x" }, status: 7 }, undefined, undefined],
    ["blanks", { message: " \n " }, undefined, undefined],
    ["a status that is no word", { message: "no", status: "a\nb CANARY" }, "no", undefined],
    ["a wrapped error that is null", { error: null, message: "no", status: "INTERNAL" }, "no", "INTERNAL"],
  ];
  for (const [title, body, apiMessage, apiStatus] of bodies) {
    it(`is one line if the response has ${title}`, async () => {
      const error = await failure(400, body);
      assert.equal(error.apiMessage, apiMessage);
      assert.equal(error.apiStatus, apiStatus);
      const foreign = /The response isn't JSON, so it isn't from the API: .*/.exec(error.message)?.[0];
      const answer = `400${apiStatus ? ` ${apiStatus}` : ""}`;
      assert.equal(
        error.message,
        `${apiMessage ?? "the API gave no reason"} (POST /v1/projects/project-1/apps → ${answer}, request ${error.requestId})` +
          (/HTML|half/.test(title) ? `. ${foreign}` : ""),
      );
    });
  }

  const meanings: [
    title: string,
    status: number,
    word: string,
    hint: RegExp,
    call?: (client: Collection) => Promise<unknown>,
  ][] = [
    ["a 403 UNAUTHORIZED", 403, "UNAUTHORIZED", /doesn't allow the project to do this: check in the Sinch dashboard/],
    [
      "a 403 about billing",
      403,
      "BILLING_CREDIT_LIMIT_BREACHED",
      /The credit limit of the Sinch account is reached: top it up/,
    ],
    ["another 403", 403, "PERMISSION_DENIED", /An access key reaches its own project only/],
    [
      "a 400 to an id",
      400,
      "INVALID_ARGUMENT",
      /or the id may be of something else$/,
      (client) => client.get(AT, "webhook-id"),
    ],
    [
      "a 404 to a DELETE",
      404,
      "NOT_FOUND",
      /another region than us .* subprojects don't cross/,
      (client) => client.delete(AT, "id"),
    ],
    [
      "a 404 to a project",
      404,
      "NOT_FOUND",
      /^[^.]*\. The project may not exist, .* region us, .* don't cross\)$/,
      (client) => client.list(AT),
    ],
    [
      "a 501 to a POST that the API doesn't have",
      501,
      "UNIMPLEMENTED",
      /doesn't have this method on this path, so no retry can succeed/,
    ],
  ];
  for (const [title, status, word, hint, call] of meanings) {
    it(`lists everything that ${title} can mean @said-meanings`, async () => {
      const message = status === 501 ? "Method Not Allowed" : "no";
      const error = await failure(status, { error: { code: status, message, status: word } }, {}, call);
      assert.equal(error.apiStatus, word);
      assert.match(error.message, hint);
      assert.equal(mayHaveHadEffect(error.code), false);
    });
  }

  it("doesn't interpret a 400 to a body as one to an ID", async () => {
    const error = await failure(400, { error: { message: "display_name: is required", status: "INVALID_ARGUMENT" } });
    assert.doesNotMatch(error.message, /the id may be/);
  });

  const pages: [status: number, body: string, hint: boolean][] = [
    [404, "<html>Not Found</html>", true],
    [404, "", true],
    [403, "<html>Blocked</html>", true],
    [403, "", false],
    [404, "{}", false],
    [503, "<html>Unavailable</html>", false],
  ];
  for (const [status, body, hint] of pages) {
    it(`${hint ? "suggests to check the host" : "says nothing about hosts"} for a ${status} with ${body || "no body"}`, () =>
      withServer(
        (_request, response) => void response.writeHead(status).end(body),
        async ({ origin, port }) => {
          const { message } = await rejection(clientFor(environment(origin, BASIC), { totalMs: 0 }).list(AT));
          const host = `check that 127.0.0.1:${port} is the right host (sinch:apiUrl, SINCH_API_URL; for tokens sinch:authUrl, `;
          assert.equal(message.includes(host), hint, message);
        },
      ));
  }

  const quoted: [title: string, text: string][] = [
    ["the key secret", SECRET],
    ["the key secret within a URL", encodeURIComponent(SECRET)],
    ["the Authorization header of HTTP Basic", BASIC_HEADER],
    ["a channel's token", SMS_TOKEN],
    ["a channel's token within JSON", JSON.stringify(BODY.channelCredentials[0])],
    ["a channel's token in a gateway's HTML page", escapeUTF8(JSON.stringify(BODY.channelCredentials[0]))],
    ["a secret with blanks and line breaks", CALLBACK_SECRET],
    ["a secret of a channel that nobody knows", "CANARY-ring"],
  ];
  for (const [title, text] of quoted) {
    for (const method of [{}, BASIC]) {
      it(`never shows ${title}, with ${"SINCH_AUTH_METHOD" in method ? "HTTP Basic" : "OAuth2"}`, async () => {
        const message = `value >${text}< isn't allowed, nor >${text}<`;
        const error = await failure(400, { message }, {}, undefined, method);
        assert.match(error.message, /^value >.*\[secret\].*< isn't allowed, nor >.*\[secret\].*< \(POST/);
        assertClean(error);
      });
    }
  }

  it("never shows the access token", async () => {
    const error = await failure(403, { message: `Bearer ${TOKEN} has no access` });
    assert.match(error.message, /^Bearer \[secret\] has no access \(POST/);
    assertClean(error);
  });

  it("shows what isn't secret", async () => {
    const message = "claimed_identity plan-4711 of SMS isn't Support's";
    assert.equal((await failure(400, { message })).apiMessage, message);
  });

  it("hides a secret in the token endpoint's response", async () => {
    const call = (client: Collection) => client.list(AT);
    let error: unknown;
    await withFake(async (fake) => {
      const body = { error: "invalid_client", error_description: `${SECRET} ${BASIC_HEADER} is wrong` };
      fake.fail({ operation: "token", effect: { kind: "status", status: 400, body } });
      error = await rejection(call(clientFor(environment(fake.apiUrl, { SINCH_KEY_SECRET: SECRET }))));
    })();
    assert.match(
      messageOf(error),
      /^\[secret\] \[secret\] is wrong \(POST \/oauth2\/token → 400.*\. The API refuses the access key$/,
    );
    assertClean(error);
  });

  for (const [id, shown] of [
    ["7f3a-01.B", true],
    ["CANARY; <b>", false],
    ["x".repeat(101), false],
  ] as const) {
    it(`${shown ? "shows" : "doesn't show"} the request ID ${id.slice(0, 20)}`, () =>
      withServer(
        (_request, response) => void response.writeHead(400, { "x-request-id": id }).end(),
        async ({ origin }) => {
          const error = await rejection(clientFor(environment(origin, BASIC)).list(AT));
          assert.ok(error instanceof ApiError);
          assert.equal(error.requestId, shown ? id : undefined);
          assert.equal(error.message.includes(id), shown);
        },
      ));
  }
});

/** That nothing of the requests' secrets and headers is anywhere in an error. */
function assertClean(error: unknown): void {
  const everything = everythingIn(error);
  assert.doesNotMatch(everything, /CANARY/);
  assert.ok(!everything.includes(BASIC_HEADER));
  assert.doesNotMatch(everything, /authorization['"]?:|Basic [A-Za-z0-9]|Bearer [A-Za-z0-9]/i);
}

describe("a client error", () => {
  const at: FaultRule = { projectId: AT.projectId };
  const thrown: [title: string, rule: FaultRule, more?: Environment][] = [
    ["a key that is refused", { operation: "token", effect: { kind: "status", status: 401 } }],
    ["a key without access", { ...at, effect: { kind: "status", status: 403 } }],
    ["a token that is refused twice", { ...at, effect: { kind: "status", status: 401 } }],
    ["a key that is refused as HTTP Basic", { ...at, effect: { kind: "status", status: 401 } }, BASIC],
    ["a failure of the server", { ...at, effect: { kind: "status", status: 500 } }],
    ["a failure of the token endpoint", { operation: "token", effect: { kind: "status", status: 500 } }],
    ["a dropped connection @dropped-connection", { ...at, effect: { kind: "drop", when: "before" } }],
    [
      "a dropped connection with HTTP Basic @dropped-connection",
      { ...at, effect: { kind: "drop", when: "before" } },
      BASIC,
    ],
    [
      "a dropped connection of the token endpoint @dropped-connection",
      { operation: "token", effect: { kind: "drop", when: "before" } },
    ],
    ["an answer that is cut off", { ...at, effect: { kind: "status", status: 200, body: '{"a"' } }],
    ["a time-out", { ...at, delayMs: 60_000 }],
    ["a time-out of the token endpoint", { operation: "token", delayMs: 60_000 }],
    ["a redirect", { ...at, effect: { kind: "status", status: 302, headers: { location: "http://127.0.0.1:1" } } }],
    ["an answer that isn't JSON", { ...at, effect: { kind: "status", status: 200, body: `<p>${SMS_TOKEN}` } }],
    ["an answer without an app", { ...at, effect: { kind: "status", status: 200, body: { token: SMS_TOKEN } } }],
    ["an answer without a token", { operation: "token", effect: { kind: "status", status: 200, body: { t: TOKEN } } }],
    [
      "a token that can't be sent",
      { operation: "token", effect: { kind: "status", status: 200, body: { access_token: `${TOKEN}\n` } } },
    ],
  ];
  for (const [title, rule, more] of thrown) {
    it(
      `contains no secret in any property or cause: ${title}`,
      withFake(async (fake) => {
        fake.fail(rule);
        fake.fail({ operation: "token", effect: { kind: "status", status: 200, body: { access_token: TOKEN } } });
        const env = environment(fake.apiUrl, { SINCH_KEY_SECRET: SECRET, ...more });
        const error = await rejection(clientFor(env, { attemptMs: 150 }).create(AT, BODY));
        assert.ok(error instanceof SinchError, everythingIn(error));
        assert.doesNotMatch(error.message, /[\n\r]/);
        assertClean(error);
        assertClean(whileDoing("creating an app", error));
      }),
    );
  }

  it("contains no secret for wrong configuration", () => {
    const config: Environment = {
      "sinch:projects": `{"p1": "${SECRET}"`,
      "sinch:apiUrl": `https://u:${SECRET}@x.test`,
    };
    const settings = new Settings((key) => config[key], {});
    for (const work of [() => settings.keyOf("p1"), () => settings.apiUrl("us")]) {
      assert.throws(work, (error) => {
        assertClean(error);
        return error instanceof SinchError;
      });
    }
  });
});

describe("an error code", () => {
  const statuses: readonly [status: number, code: string, hadEffect: boolean][] = [
    [400, "ERR_SINCH_API", false],
    [401, "ERR_SINCH_KEY_REFUSED", false],
    [403, "ERR_SINCH_ACCESS_DENIED", false],
    [404, "ERR_SINCH_API", false],
    [408, "ERR_SINCH_SERVER", true],
    [425, "ERR_SINCH_API", false],
    [429, "ERR_SINCH_API", false],
    [499, "ERR_SINCH_SERVER", true],
    [500, "ERR_SINCH_SERVER", true],
    [503, "ERR_SINCH_SERVER", true],
  ];
  for (const [status, code, hadEffect] of statuses) {
    it(`is ${code} for a ${status}, whatever the service says, and ends the message`, async () => {
      const error = await failure(status, { message: "no response from x → 503. The request may have taken effect" });
      const shown = withCode(messageInEngine(whileDoing('creating app "A [ERR_SINCH_SERVER]"', error)), error.code);
      assert.equal(codeIn(`${shown}\n`), code);
      assert.equal(mayHaveHadEffect(codeIn(shown)), hadEffect);
      assert.equal(withoutCode(shown).includes(`[${code}]`), code === "ERR_SINCH_SERVER");
    });
  }
});

describe("an error with its operation", () => {
  it(
    "names only its own app if one failed LIST is the error of many reads",
    withFake(async (fake) => {
      fake.fail({ operation: "list", effect: { kind: "status", status: 403 } });
      const reads = createReads(clientFor(environment(fake.apiUrl)));
      const messages = await Promise.all(
        ["a", "b", "c"].map((id) =>
          reads.read(AT, id).then(
            () => "",
            (error) => whileDoing(`reading app ${id}`, error).message,
          ),
        ),
      );
      assert.deepEqual(
        messages.map((message) => message.replace(/ \(.*/, "")),
        ["a", "b", "c"].map((id) => `reading app ${id}: injected fault`),
      );
    }),
  );
});
