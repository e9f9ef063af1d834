const { dynamic } = require("@pulumi/pulumi");
const { apps } = require("./apps");

// What somebody writes from Pulumi's documentation of dynamic providers: closures around fetch, the API's own spelling, the
// whole app in every PATCH, HTTP Basic for want of a place to keep a token.

async function call(method, path, body) {
  const { SINCH_API_URL, SINCH_CONVERSATION_REGION, SINCH_PROJECT_ID, SINCH_KEY_ID, SINCH_KEY_SECRET } = process.env;
  const origin = SINCH_API_URL.replace("{region}", SINCH_CONVERSATION_REGION);
  const key = Buffer.from(`${SINCH_KEY_ID}:${SINCH_KEY_SECRET}`).toString("base64");
  const response = await fetch(`${origin}/v1/projects/${SINCH_PROJECT_ID}/apps${path}`, {
    method,
    headers: {
      authorization: `Basic ${key}`,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const provider = {
  async create({ __provider, ...app }) {
    const { id } = await call("POST", "", app);
    return { id, outs: app };
  },
  async diff(_id, { __provider: _, ...olds }, { __provider, ...news }) {
    const fields = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    return { changes: fields.some((field) => JSON.stringify(olds[field]) !== JSON.stringify(news[field])) };
  },
  async read(id, { __provider, ...props }) {
    const live = await call("GET", `/${id}`);
    const policy = { ...props.retention_policy, ...live.retention_policy };
    return { id, props: { ...props, display_name: live.display_name, retention_policy: policy } };
  },
  async update(id, _olds, { __provider, ...app }) {
    await call("PATCH", `/${id}?update_mask=${Object.keys(app).join(",")}`, app);
    return { outs: app };
  },
  async delete(id) {
    await call("DELETE", `/${id}`);
  },
};

class App extends dynamic.Resource {
  constructor(name, args, opts) {
    super(provider, name, args, opts);
  }
}

for (const { name, displayName, sms, messenger, days } of apps) {
  new App(name, {
    display_name: displayName,
    channel_credentials: [
      { channel: "SMS", static_bearer: { claimed_identity: sms.plan, token: sms.token } },
      { channel: "MESSENGER", static_token: { token: messenger.token } },
    ],
    retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: days },
  });
}
