import { Redactor } from "../http/redactor";

/** What the service says of a resource, without the resource's secrets. */
export const withoutSecrets = (text: string, secrets: Iterable<string>): string => new Redactor(secrets).clean(text);
