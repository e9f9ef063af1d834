import path from "node:path";
import { ResourceType, type SchemaNode } from "../../model/resource-type";
import { appType } from "../app";
import { writtenValidator } from "../written-validator";
import schema from "./webhook.schema.json";

/** A webhook of an app, as the core knows it. */
export const webhookType: ResourceType = new ResourceType({
  schema: schema as SchemaNode,
  validator: () => writtenValidator(path.join(__dirname, "webhook.validator.js")),
  noun: "webhook",
  identity: "target",
  dataLoss: "lose events",
  path: ({ projectId }) => ["projects", projectId, "webhooks"],
  listPath: (at) => ["projects", at.projectId, "apps", webhookType.parentOf(at) ?? "", "webhooks"],
  listKey: "webhooks",
  parent: { field: "appId", type: appType },
  unique: { most: 5 },
});
