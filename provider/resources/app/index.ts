import path from "node:path";
import { ResourceType, type SchemaNode } from "../../model/resource-type";
import { writtenValidator } from "../written-validator";
import schema from "./app.schema.json";
import { retentionAdvice } from "./retention-advice";

/** An app of the Conversation API, as the core knows it. */
export const appType = new ResourceType({
  schema: schema as SchemaNode,
  validator: () => writtenValidator(path.join(__dirname, "app.validator.js")),
  noun: "app",
  identity: "displayName",
  dataLoss: "delete messages",
  verified: { field: "channelCredentials", noun: "channel", state: "state", pending: "PENDING", failing: "FAILING" },
  sharing: "inbound messages and receipts reach only the app that was given it last",
  advice: retentionAdvice,
  path: ({ projectId }) => ["projects", projectId, "apps"],
  listKey: "apps",
});
