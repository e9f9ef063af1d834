// What `sdk/`, the part that runs in programs, uses from the provider.

export { messageInEngine, messageOf, SinchError } from "./base/errors";
export { namePattern } from "./base/name-pattern";
export { quotedName, withArticle } from "./base/printable";
export { parseUrn } from "./base/urn";
export { define, isObject } from "./base/values";
export { packageVersion } from "./base/version";
export { inProgramOrder } from "./hosts/dynamic/list-order";
export { SECRET_OUTPUTS } from "./hosts/dynamic/stored-state";
export { Redactor } from "./http/redactor";
export { itemKeys, joinPath, splitPath } from "./model/leaves";
export { covers, namesIn, pathInProgram } from "./model/path";
export type { Path, ResourceType } from "./model/resource-type";
export { isHidden, type Lifted, liftSecrets, textsIn } from "./model/secrets";
export type { Shown } from "./model/wire";
export { resourceTypes } from "./resources";
export { appType } from "./resources/app";
export { findApp, findApps, wantedApp } from "./resources/app/look-up";
export { found } from "./resources/found";
export { assertArguments, type Place as SeenPlace } from "./resources/looked-up";
export { webhookType } from "./resources/webhook";
export { assertOwner, findWebhook, findWebhooks, wantedWebhook } from "./resources/webhook/look-up";
export { type Collection, createCollection, isNotFound } from "./sinch/collection";
export { locationOf } from "./sinch/location";
export { type Location, Settings } from "./sinch/settings";
export { createTransport } from "./sinch/transport";
